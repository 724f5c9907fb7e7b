/* Tables that belong to no language: units, currency signs, emoji, default units of habits.
 * Concepts are named as in the locale files and compared by hash.
 * Must not hold a word of any language. */
#include "neutral.h"

#include <string.h>

static const struct hf_unit units[] = {
    {"min", D_TIME, 60, 0, NULL},
    {"h", D_TIME, 3600, 0, NULL},
    {"s", D_TIME, 1, 0, NULL},
    {"day", D_CALENDAR, 1, 0, NULL},
    {"week", D_CALENDAR, 7, 0, NULL},
    {"fortnight", D_CALENDAR, 14, 0, NULL},
    {"month", D_CALENDAR, 0, 1, NULL},
    {"year", D_CALENDAR, 0, 12, NULL},
    {"km", D_LENGTH, 1000, 0, NULL},
    {"m", D_LENGTH, 1, 0, NULL},
    {"mi", D_LENGTH, 1609.344, 0, NULL},
    {"ft", D_LENGTH, 0.3048, 0, NULL},
    {"yd", D_LENGTH, 0.9144, 0, NULL},
    {"l", D_VOLUME, 1000, 0, "water"},
    {"ml", D_VOLUME, 1, 0, "water"},
    {"cl", D_VOLUME, 10, 0, "water"},
    {"dl", D_VOLUME, 100, 0, "water"},
    {"glass", D_VOLUME, 250, 0, "water"},
    {"cup", D_VOLUME, 240, 0, NULL},
    {"bottle", D_VOLUME, 500, 0, "water"},
    {"oz", D_VOLUME, 29.5735, 0, "water"},
    {"kg", D_MASS, 1000, 0, "weight"},
    {"g", D_MASS, 1, 0, NULL},
    {"lb", D_MASS, 453.592, 0, "weight"},
    {"kcal", D_ENERGY, 1, 0, "calories"},
    {"page", D_NONE, 1, 0, "read"},
    {"chapter", D_NONE, 1, 0, "read"},
    {"step", D_NONE, 1, 0, "steps"},
    {"rep", D_NONE, 1, 0, NULL},
    {"set", D_NONE, 1, 0, NULL},
    {"time", D_NONE, 1, 0, NULL},
    {"word", D_NONE, 1, 0, "write"},
    {"lesson", D_NONE, 1, 0, NULL},
    {"percent", D_NONE, 1, 0, NULL},
    {"USD", D_MONEY, 1, 0, NULL},
    {"EUR", D_MONEY, 1, 0, NULL},
    {"GBP", D_MONEY, 1, 0, NULL},
    {"BRL", D_MONEY, 1, 0, NULL},
    {"lap", D_NONE, 1, 0, NULL},
    {"piece", D_NONE, 1, 0, NULL},
    {"cigarette", D_NONE, 1, 0, "smoke"},
    {"floor", D_NONE, 1, 0, NULL},
    {"CHF", D_MONEY, 1, 0, NULL},
    {"JPY", D_MONEY, 1, 0, NULL},
    {"INR", D_MONEY, 1, 0, NULL},
    {"MXN", D_MONEY, 1, 0, NULL},
};

size_t hf_unit_count(void)
{
    return HF_LEN(units);
}

const struct hf_unit *hf_unit_at(size_t index)
{
    return index < HF_LEN(units) ? &units[index] : NULL;
}

int hf_unit_index(const char *name)
{
    for (size_t i = 0; i < HF_LEN(units); i++)
        if (strcmp(units[i].name, name) == 0) return (int)i;
    return -1;
}

bool hf_unit_convert(double amount, const char *from, const char *to, double *out)
{
    int a = from ? hf_unit_index(from) : -1, b = to ? hf_unit_index(to) : -1;
    bool same = from && to && strcmp(from, to) == 0;
    if (!same) {
        if (a < 0 || b < 0 || units[a].dimension != units[b].dimension) return false;
        if (units[a].dimension == D_NONE || units[a].dimension == D_MONEY || units[a].dimension == D_CALENDAR)
            return false;
        amount *= units[a].factor / units[b].factor;
    }
    *out = amount;
    return true;
}

const char *hf_currency_sign(uint32_t cp)
{
    switch (cp) {
    case '$': return "USD";
    case 0x20AC: return "EUR";
    case 0xA3: return "GBP";
    case 0xA5: return "JPY";
    case 0x20B9: return "INR";
    default: return NULL;
    }
}

static const struct {
    uint32_t cp;
    const char *concept;
} emoji[] = {
    {0x1F3C3, "run"},     {0x1F6B6, "walk"},       {0x1F97E, "hike"},       {0x1F45F, "run"},
    {0x1F3CB, "gym"},     {0x1F4AA, "gym"},        {0x1F9D8, "meditate"},   {0x1F64F, "pray"},
    {0x1F4A7, "water"},   {0x1F6B0, "water"},      {0x1F95B, "water"},      {0x1F4A6, "water"},
    {0x1F4D6, "read"},    {0x1F4DA, "read"},       {0x1F4D5, "read"},       {0x1F4D7, "read"},
    {0x1F4D8, "read"},    {0x1F4D9, "read"},       {0x1F4D3, "journal"},    {0x1F4D4, "journal"},
    {0x1F4DD, "journal"}, {0x270D, "journal"},     {0x1F634, "sleep"},      {0x1F4A4, "sleep"},
    {0x1F6CC, "sleep"},   {0x1F6CF, "sleep"},      {0x2615, "coffee"},      {0x1FAD6, "tea"},
    {0x1F375, "tea"},     {0x2696, "weight"},      {0x1F6B4, "cycle"},      {0x1F6B2, "cycle"},
    {0x1F6B5, "cycle"},   {0x1F3CA, "swim"},       {0x1F9CA, "cold"},       {0x1F6BF, "shower"},
    {0x1F6C1, "shower"},  {0x1F3B8, "guitar"},     {0x1F3B9, "piano"},      {0x1F3B5, "music"},
    {0x1F3B6, "music"},   {0x1F3BB, "music"},      {0x1F48A, "meds"},       {0x1F9B7, "teeth"},
    {0x1FAA5, "teeth"},   {0x1F57A, "dance"},      {0x1F483, "dance"},      {0x1F9F9, "clean"},
    {0x1F9FD, "clean"},   {0x1F37A, "alcohol"},    {0x1F377, "alcohol"},    {0x1F378, "alcohol"},
    {0x1F6AC, "smoke"},   {0x1F6AD, "smoke"},      {0x1F957, "diet"},       {0x1F34E, "fruit"},
    {0x1F34F, "fruit"},   {0x1F966, "vegetables"}, {0x1F955, "vegetables"}, {0x1F415, "dog"},
    {0x1F436, "dog"},     {0x1F4B0, "save"},       {0x1F4B5, "save"},       {0x1F331, "garden"},
    {0x1FAB4, "garden"},  {0x1F3A8, "draw"},       {0x1F4BB, "code"},       {0x1F4F5, "screen"},
    {0x1F4F1, "screen"},  {0x26BD, "football"},    {0x1F3BE, "tennis"},     {0x1F3C0, "basketball"},
    {0x1F9D7, "climb"},   {0x1F373, "cook"},       {0x1F9D1, NULL},         {0x1F938, "stretch"},
    {0x1F94A, "boxing"},  {0x1F5E3, "language"},   {0x1F1EB, NULL},
};

uint32_t hf_concept(const char *name)
{
    uint32_t h = hf_phrase_hash(name, strlen(name));
    return h != 0 ? h : 1;
}

uint32_t hf_emoji_concept(uint32_t cp)
{
    for (size_t i = 0; i < HF_LEN(emoji); i++)
        if (emoji[i].cp == cp && emoji[i].concept) return hf_concept(emoji[i].concept);
    return 0;
}

enum hf_status hf_emoji_status(uint32_t cp)
{
    switch (cp) {
    case 0x2705:
    case 0x2714:
    case 0x2611:
    case 0x1F44D:
    case 0x1F389:
    case 0x1F525:
    case 0x1F4AF: return HF_COMPLETED;
    case 0x274C:
    case 0x274E:
    case 0x2716:
    case 0x1F44E:
    case 0x1F6AB: return HF_MISSED;
    case 0x23ED:
    case 0x23E9:
    case 0x1F912:
    case 0x1F927: return HF_SKIPPED;
    default: return HF_NO_STATUS;
    }
}

const char *hf_concept_unit(uint32_t concept)
{
    return concept == hf_concept("water") ? "glass" : NULL;
}

bool hf_concept_travels(uint32_t concept)
{
    static const char *const names[] = {"run", "walk", "cycle", "hike", "swim", "row"};
    for (size_t i = 0; i < HF_LEN(names); i++)
        if (concept == hf_concept(names[i])) return true;
    return false;
}
