/* Living beside the HabitFlow skill. */
#include "beside.h"

enum hf_rc beside_check(struct hf_vault *v, struct hf_err *err)
{
    (void)v;
    (void)err;
    return HF_OK;
}
enum hf_rc beside_open(struct hf_vault *v, struct hf_err *err)
{
    (void)v;
    (void)err;
    return HF_OK;
}
enum hf_rc beside_prepare(struct hf_vault *v, struct hf_err *err)
{
    (void)v;
    (void)err;
    return HF_OK;
}
void beside_apply(struct hf_vault *v)
{
    (void)v;
}
void beside_forget(struct hf_vault *v)
{
    (void)v;
}
bool beside_is_behind(const struct hf_vault *v)
{
    (void)v;
    return false;
}
void beside_free(struct hf_vault *v)
{
    (void)v;
}
