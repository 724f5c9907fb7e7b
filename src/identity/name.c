/* name: reads user ids and session keys.
 *
 * Invariant: what is not fully understood is refused; no input but the exact personal forms gives `personal`.
 * Must not know: files, the registry, who is allowed what.
 */
#include "hf/identity.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#define TEXT_MAX 300
#define PARTS_MAX 16

static bool is_digits(const char *s, size_t min, size_t max)
{
    size_t n = strspn(s, "0123456789");
    return s[n] == '\0' && n >= min && n <= max;
}

static bool is_e164(const char *s)
{
    return s[0] == '+' && s[1] >= '1' && s[1] <= '9' && is_digits(s + 1, 8, 15);
}

static bool ends_with(const char *s, const char *suffix)
{
    size_t n = strlen(s), k = strlen(suffix);
    return n >= k && memcmp(s + n - k, suffix, k) == 0;
}

/* Lower case, and only bytes that a key may hold: a space, a slash or a control character is no spelling of a name. */
static enum hf_rc normalise(const char *what, const char *text, char out[TEXT_MAX], struct hf_err *err)
{
    size_t n = strlen(text);
    if (n == 0) return hf_fail(err, HF_E_INVALID_CONTEXT, "the %s is empty; leave it out or name a user", what);
    if (n >= TEXT_MAX)
        return hf_fail(err, HF_E_INVALID_CONTEXT, "the %s has %zu characters; at most %d are possible", what, n,
                       TEXT_MAX - 1);
    for (size_t i = 0; i <= n; i++) {
        unsigned char c = (unsigned char)text[i];
        bool fine = c == '\0' || isalnum(c) || strchr(":._@+=-#!", c);
        if (!fine || c >= 0x80)
            return hf_fail(err, HF_E_INVALID_CONTEXT, "the %s holds a character that no user name has, at position %zu",
                           what, i + 1);
        out[i] = (char)tolower(c);
    }
    if (strstr(out, ".."))
        return hf_fail(err, HF_E_INVALID_CONTEXT, "the %s holds \"..\", which no user name has", what);
    return HF_OK;
}

static enum hf_rc refuse(const char *shown, const char *why, struct hf_err *err)
{
    struct hf_buf safe = {0};
    hf_text_terminal(&safe, shown, false);
    enum hf_rc rc = hf_fail(err, HF_E_INVALID_CONTEXT, "\"%.120s\" %s", hf_buf_str(&safe), why);
    hf_buf_release(&safe);
    hf_hint(err,
            "a user is +351911111111 or CHANNEL:PEER, such as telegram:900100200; a session key is agent:ID:main or "
            "agent:ID:CHANNEL:direct:PEER");
    return rc;
}

static bool is_channel(const char *s)
{
    size_t n = strlen(s);
    return n >= 1 && n <= 32 && islower((unsigned char)s[0]) &&
           strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789_-") == n;
}

static bool is_agent(const char *s)
{
    size_t n = strlen(s);
    return n >= 1 && n <= 64 && strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789_-.") == n;
}

/* A single hyphen between two other characters may stand as it is; all else that a folder name must not hold becomes =XX, so that two
 * peers never share a folder. */
static void encode(struct hf_buf *b, const char *s, bool keep_hyphen)
{
    for (size_t i = 0; s[i]; i++) {
        bool inner = keep_hyphen && i > 0 && s[i - 1] != '-' && s[i + 1] != '-' && s[i + 1] != '\0';
        bool plain = islower((unsigned char)s[i]) || isdigit((unsigned char)s[i]) || strchr("._@", s[i]) ||
                     (s[i] == '-' && inner);
        if (plain)
            hf_buf_addc(b, s[i]);
        else
            hf_buf_addf(b, "=%02x", (unsigned)(unsigned char)s[i]);
    }
}

/* 351911111111@s.whatsapp.net, 351911111111:12@c.us and 351911111111 are spellings of one number. */
static bool whatsapp_number(const char *peer, char out[24])
{
    size_t digits = strspn(peer + (peer[0] == '+'), "0123456789");
    const char *rest = peer + (peer[0] == '+') + digits;
    if (digits < 8 || digits > 15) return false;
    if (*rest == ':') rest += 1 + strspn(rest + 1, "0123456789");
    if (*rest != '\0' && !hf_streq(rest, "@s.whatsapp.net") && !hf_streq(rest, "@c.us")) return false;
    snprintf(out, 24, "+%.*s", (int)digits, peer + (peer[0] == '+'));
    return is_e164(out);
}

/* number: E.164, so at most 16 bytes; a bare number is reached through WhatsApp. */
static void fill_number(struct hf_identity *out, const char *number)
{
    snprintf(out->folder, sizeof out->folder, "%.16s", number);
    snprintf(out->alias, sizeof out->alias, "%.16s", number);
    snprintf(out->address, sizeof out->address, "whatsapp:%.16s", number);
}

static const char *peer_defect(const char *peer)
{
    if (peer[0] == '\0') return "names no peer";
    if (peer[0] == '-') return "is a group (a negative id), not a person";
    if (ends_with(peer, "@g.us") || ends_with(peer, "@newsletter") || ends_with(peer, "@broadcast"))
        return "is a group or a channel, not a person";
    if (strlen(peer) > 80) return "names a peer of more than 80 characters";
    if (strspn(peer, ".:=+@#!-_") == strlen(peer) || peer[0] == '.' || ends_with(peer, "."))
        return "names no peer that could be a person";
    return NULL;
}

/* channel NULL: a key without one (dmScope per-peer). */
static enum hf_rc from_peer(const char *shown, const char *channel, const char *peer, struct hf_identity *out,
                            struct hf_err *err)
{
    const char *defect = peer_defect(peer);
    if (defect) return refuse(shown, defect, err);
    char number[24];
    if (!channel && is_e164(peer)) {
        fill_number(out, peer);
        return HF_OK;
    }
    if (hf_streq(channel, "whatsapp") && whatsapp_number(peer, number)) {
        fill_number(out, number);
        return HF_OK;
    }
    if (hf_streq(channel, "whatsapp") && !ends_with(peer, "@lid"))
        return refuse(shown, "is no phone number (+ and 8 to 15 digits) and no lid", err);
    struct hf_buf folder = {0};
    encode(&folder, channel ? channel : "peer", false);
    hf_buf_addc(&folder, '-');
    encode(&folder, peer, true);
    enum hf_rc rc = HF_OK;
    if (folder.len >= 100)
        rc = refuse(shown, "is too long for a user", err);
    else
        snprintf(out->folder, sizeof out->folder, "%s", hf_buf_str(&folder));
    hf_buf_release(&folder);
    snprintf(out->alias, sizeof out->alias, "%s:%s", channel ? channel : "peer", peer);
    snprintf(out->address, sizeof out->address, "%s", channel ? out->alias : "");
    return rc;
}

enum hf_rc hf_identity_from_user(const char *text, struct hf_identity *out, struct hf_err *err)
{
    char key[TEXT_MAX];
    memset(out, 0, sizeof *out);
    enum hf_rc rc = normalise("user id", text, key, err);
    if (rc) return rc;
    if (is_e164(key)) {
        fill_number(out, key);
        return HF_OK;
    }
    char *colon = strchr(key, ':');
    if (!colon)
        return refuse(text,
                      is_digits(key, 1, 99) ? "is no user: a phone number begins with + and its country code"
                                            : "is no user",
                      err);
    *colon = '\0';
    if (!is_channel(key) || hf_streq(key, "agent") || hf_streq(key, "peer"))
        return refuse(text, "is no user: the part before the colon is no channel", err);
    return from_peer(text, key, colon + 1, out, err);
}

/* A last ":thread:ID" says where in a conversation, not who. */
static void cut_thread(char *key)
{
    char *at = NULL;
    for (char *p = key; (p = strstr(p, ":thread:")); p++)
        at = p;
    if (at && at[8] != '\0') *at = '\0';
}

static size_t split(char *key, char *parts[PARTS_MAX])
{
    size_t n = 0;
    for (char *p = key; p && n < PARTS_MAX; n++) {
        parts[n] = p;
        if (n + 1 == PARTS_MAX) return PARTS_MAX + 1;
        p = strchr(p, ':');
        if (p) *p++ = '\0';
    }
    return n;
}

static bool is_direct(const char *s)
{
    return hf_streq(s, "direct") || hf_streq(s, "dm");
}

/* parts[from..n) with their colons again. */
static void join(char *parts[], size_t from, size_t n, char out[TEXT_MAX])
{
    size_t len = 0;
    for (size_t i = from; i < n; i++)
        len += (size_t)snprintf(out + len, TEXT_MAX - len, "%s%s", i > from ? ":" : "", parts[i]);
    if (from >= n) out[0] = '\0';
}

/* agent:ID:cron:JOB and agent:ID:cron:JOB:run:RUN. Only an owner can make jobs. */
static bool is_cron(char *parts[], size_t n)
{
    return n >= 4 && hf_streq(parts[2], "cron") && parts[3][0] != '\0' &&
           (n == 4 || (n == 6 && hf_streq(parts[4], "run") && parts[5][0] != '\0'));
}

static const char *session_defect(char *parts[], size_t n)
{
    if (n > PARTS_MAX) return "has more parts than a session key has";
    if (n < 3 || !hf_streq(parts[0], "agent"))
        return "is no session key of a person (it does not begin with agent:ID:)";
    if (!is_agent(parts[1])) return "names no agent";
    for (size_t i = 2; i < n; i++) {
        if (hf_streq(parts[i], "group") || (i < 5 && hf_streq(parts[i], "channel")))
            return "is a group or a channel, not a person";
    }
    if (hf_streq(parts[2], "subagent") || hf_streq(parts[2], "hook") || hf_streq(parts[2], "acp") ||
        hf_streq(parts[2], "explicit"))
        return "is a session without a person behind it";
    return NULL;
}

enum hf_rc hf_identity_from_session(const char *key_text, struct hf_identity *out, struct hf_err *err)
{
    char key[TEXT_MAX], peer[TEXT_MAX], *parts[PARTS_MAX];
    memset(out, 0, sizeof *out);
    enum hf_rc rc = normalise("session key", key_text, key, err);
    if (rc) return rc;
    cut_thread(key);
    size_t n = split(key, parts);
    const char *defect = session_defect(parts, n);
    if (defect) return refuse(key_text, defect, err);
    if ((n == 3 && hf_streq(parts[2], "main")) || is_cron(parts, n)) {
        out->personal = true;
        return HF_OK;
    }
    if (n >= 4 && is_direct(parts[2])) {
        join(parts, 3, n, peer);
        return from_peer(key_text, NULL, peer, out, err);
    }
    /* [channel, direct, peer...] or [channel, account, direct, peer...] */
    size_t kind = n >= 5 && is_direct(parts[3]) ? 3 : n >= 6 && is_direct(parts[4]) ? 4 : 0;
    if (kind == 0 || !is_channel(parts[2]) || (kind == 4 && !is_agent(parts[3])) || hf_streq(parts[2], "cron"))
        return refuse(key_text, "is a session form that is not known", err);
    join(parts, kind + 1, n, peer);
    return from_peer(key_text, parts[2], peer, out, err);
}
