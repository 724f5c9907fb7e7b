// The plugin by itself, without a gateway: node --test tests/gateway/plugin_test.mjs
import assert from "node:assert";
import { chmodSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import plugin, { decide, defect, isPerson, keyFor } from "../../examples/openclaw/hf-bot/index.js";

const PERSONS = ["agent:main:direct:alice", "agent:main:telegram:direct:900100200", "agent:main:whatsapp:dm:+351911111111", "agent:main:whatsapp:bot:direct:+351911111111",
  "agent:main:telegram:direct:1:thread:7"];
const OTHERS = ["", "main", "agent:main:main", "agent:main:cron:job", "agent:main:telegram:group:-100", "agent:main:telegram:channel:x", "agent:main:direct", "hook:direct:x",
  "agent:main:telegram:direct", undefined, null, 7];

test("who is a person", () => {
  for (const key of PERSONS) assert.ok(isPerson(key), key);
  for (const key of OTHERS) assert.ok(!isPerson(key), String(key));
});

test("the owner only where the operator says so", () => {
  assert.equal(keyFor("agent:main:main", { owner: false }), "nobody");
  assert.equal(keyFor("agent:main:main", { owner: true }), "agent:main:main");
  assert.equal(keyFor("agent:main:cron:x", { owner: true }), "agent:main:cron:x");
  for (const owner of [true, false]) {
    assert.equal(keyFor("agent:main:telegram:group:-100", { owner }), "nobody");
    assert.equal(keyFor(undefined, { owner }), "nobody");
    assert.equal(keyFor(PERSONS[0], { owner }), PERSONS[0]);
  }
});

test("answers", () => {
  assert.deepEqual(decide({ success: true, handled: true, replies: ["a", "b"] }), { handled: true, text: "a\n\nb" });
  assert.deepEqual(decide({ success: true, handled: true, replies: [] }), { handled: true });
  assert.equal(decide({ success: true, handled: false, replies: [] }), undefined);
  assert.equal(decide(null), undefined);
  assert.equal(decide({}), undefined);
  assert.deepEqual(decide({ success: false, error: { code: "blocked", message: "x" } }), { handled: true });
  assert.deepEqual(decide({ success: false, error: { code: "rate_limited", message: "later", replies: ["said nicely"] } }), { handled: true, text: "said nicely" });
  assert.deepEqual(decide({ success: false, error: { code: "rate_limited", message: "later" } }), { handled: true });
  assert.equal(decide({ success: false, error: { code: "internal", message: "x" } }), undefined);
  assert.deepEqual(decide({ success: true, handled: false, reason: "budget", model: "closed", replies: ["enough for today"] }), { handled: true, text: "enough for today" });
});

test("arguments of the tool", () => {
  for (const good of [["today"], ["log", "water", "--add", "2"], ["add", "--user is a strange name", "--target", "3"]]) assert.equal(defect(good), null, good.join(" "));
  for (const bad of [[], "today", [1], undefined, ["export"], ["backup"], ["privacy", "erase"], ["say", "x"], ["--user", "x", "list"], ["list", "--user", "x"], ["list", "--user=x"],
    ["list", "--session=agent:main:main"], ["list", "--data-dir", "/"], ["log", "x", "--now", "2020-01-01T00:00:00Z"], ["stats", "--rule", "/etc/passwd"]])
    assert.ok(defect(bad), JSON.stringify(bad));
});

test("a message, from the hook to the program", async () => {
  const folder = mkdtempSync(join(tmpdir(), "hf-plugin-"));
  const program = join(folder, "hf");
  writeFileSync(program, '#!/bin/sh\nprintf \'{"success":true,"handled":true,"replies":["%s|%s|%s"]}\' "$HABITFLOW_SESSION_KEY" "${HABITFLOW_USER_ID-none}" "$*"\n');
  chmodSync(program, 0o755);
  process.env.HABITFLOW_USER_ID = "+351999999999";
  const hooks = {};
  let makeTool;
  plugin.register({ pluginConfig: { hf: program }, on: (name, fn) => (hooks[name] = fn), registerTool: (factory) => (makeTool = factory) });
  const said = await hooks.before_dispatch({ content: "--help; rm -rf $HOME", sessionKey: PERSONS[1], messageId: 7 }, {});
  assert.deepEqual(said, { handled: true, text: `${PERSONS[1]}|none|--json say --id 7 -- --help; rm -rf $HOME` });
  for (const event of [{ content: "hi", sessionKey: "agent:main:main" }, { content: "hi", sessionKey: PERSONS[1], isGroup: true }, { content: " ", sessionKey: PERSONS[1] }, { content: "hi" }])
    assert.equal(await hooks.before_dispatch(event, {}), undefined);
  assert.deepEqual(hooks.resolve_exec_env({ sessionKey: PERSONS[0] }, {}), { HABITFLOW_SESSION_KEY: PERSONS[0] });
  assert.deepEqual(hooks.resolve_exec_env({}, {}), { HABITFLOW_SESSION_KEY: "nobody" });
  const tool = makeTool({ sessionKey: PERSONS[1] });
  assert.match((await tool.execute("id", { args: ["today"] })).content[0].text, /900100200\|none\|--json today/);
  assert.match((await tool.execute("id", { args: ["export"] })).content[0].text, /not_allowed/);
});
