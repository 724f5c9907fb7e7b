/* Makes a C file of the shipped languages: words OUT.c lua/locale/XX.lua... Runs at build, never in hf.
 * Each file is read as hf reads it, and kept as the block that hf looks words up in.
 * Knows no language: files are named by their paths. */
#include "../locale.h"

#include <inttypes.h>
#include <lauxlib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct hf_lexicon *made;

static int l_locale(lua_State *L)
{
    struct hf_err err = {0};
    if (hf_locale_read(L, 1, &made, &err) != HF_OK) return luaL_error(L, "%s", err.message);
    return 0;
}

static struct hf_lexicon *read_file(const char *path)
{
    lua_State *L = luaL_newstate();
    lua_createtable(L, 0, 1);
    lua_pushcfunction(L, l_locale);
    lua_setfield(L, -2, "locale");
    lua_setglobal(L, "hf");
    if (luaL_dofile(L, path)) hf_bug("%s: %s", path, lua_tostring(L, -1));
    lua_close(L);
    return made;
}

static void write_block(FILE *out, int number, const struct hf_buf *block)
{
    fprintf(out, "static const uint64_t words%d[] = {", number);
    for (size_t i = 0; i < block->len; i += 8) {
        uint64_t piece;
        memcpy(&piece, block->data + i, 8);
        fprintf(out, "%s0x%" PRIx64 ",", i % 128 == 0 ? "\n" : "", piece);
    }
    fprintf(out, "\n};\n");
}

static void write_language(FILE *out, int number, const char *path)
{
    struct hf_buf block = {0};
    struct hf_lexicon *lex = read_file(path);
    hf_lexicon_pack(lex, &block);
    write_block(out, number, &block);
    hf_buf_release(&block);
    hf_lexicon_free(lex);
}

int main(int argc, char **argv)
{
    FILE *out = argc > 2 ? fopen(argv[1], "w") : NULL;
    if (out == NULL) return 2;
    fprintf(out, "/* Made from lua/locale by embed/words.c; do not edit. */\n#include \"script/generation.h\"\n\n");
    for (int i = 2; i < argc; i++)
        write_language(out, i, argv[i]);
    fprintf(out, "const struct embedded_words embedded_words[] = {\n");
    for (int i = 2; i < argc; i++)
        fprintf(out, "{\"%s\", words%d, sizeof(words%d)},\n", argv[i] + strlen("lua/"), i, i);
    fprintf(out, "{NULL, NULL, 0}};\n");
    return fclose(out) == 0 ? 0 : 1;
}
