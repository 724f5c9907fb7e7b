"""Stand-ins on loopback for what a gateway talks to: a Telegram Bot API server and a model that follows a script."""
import http.server
import json
import threading
import time


class Server:
    """One HTTP server in a thread; `answer(path, body)` gives (status, content type, bytes)."""

    def __init__(self, answer):
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                length = int(self.headers.get("Content-Length") or 0)
                raw = self.rfile.read(length)
                try:
                    body = json.loads(raw) if raw else {}
                except ValueError:
                    body = {}
                status, kind, data = outer.answer(self.path, body)
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                try:
                    self.wfile.write(data)
                except BrokenPipeError:  # the gateway was stopped, or polls anew
                    pass

            do_GET = do_POST

            def log_message(self, *_):
                pass

        self.answer = answer
        self.http = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.http.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.http.server_port}"
        threading.Thread(target=self.http.serve_forever, daemon=True).start()

    def close(self):
        self.http.shutdown()
        self.http.server_close()


class Telegram:
    """getUpdates hands out what `say` put in; sendMessage is kept by chat."""

    def __init__(self):
        self.lock = threading.Condition()
        self.updates, self.sent, self.next_update, self.next_message = [], [], 1000, 1
        self.server = Server(self.answer)

    def answer(self, path, body):
        method = path.split("?")[0].rsplit("/", 1)[-1]
        if method == "getMe":
            result = {"id": 1, "is_bot": True, "first_name": "hf", "username": "hf_test_bot", "can_join_groups": False, "can_read_all_group_messages": False,
                      "supports_inline_queries": False}
        elif method == "getUpdates":
            result = self.wait(int(body.get("offset") or 0), min(float(body.get("timeout") or 0), 5))
        elif method in ("sendMessage", "sendRichMessage", "editMessageText"):
            result = self.keep(body)
        else:
            result = True
        return 200, "application/json", json.dumps({"ok": True, "result": result}).encode()

    def wait(self, offset, seconds):
        end = time.monotonic() + seconds
        with self.lock:
            while True:
                ready = [u for u in self.updates if u["update_id"] >= offset]
                left = end - time.monotonic()
                if ready or left <= 0:
                    return ready
                self.lock.wait(left)

    def keep(self, body):
        with self.lock:
            chat = int(body.get("chat_id") or 0)
            self.sent.append((chat, body.get("text") or json.dumps(body)))
            self.next_message += 1
            self.lock.notify_all()
            return {"message_id": 5000 + self.next_message, "date": int(time.time()), "chat": {"id": chat, "type": "private"}, "text": body.get("text") or ""}

    def say(self, user, text):
        """A person writes; returns how many messages had been sent to them before."""
        with self.lock:
            self.next_update += 1
            self.next_message += 1
            person = {"id": user, "is_bot": False, "first_name": f"P{user}"}
            self.updates.append({"update_id": self.next_update, "message": {
                "message_id": self.next_message, "date": int(time.time()), "text": text, "from": person,
                "chat": {"id": user, "type": "private", "first_name": person["first_name"]}}})
            before = len([1 for chat, _ in self.sent if chat == user])
            self.lock.notify_all()
        return before

    def reply(self, user, before, seconds=150):
        """The first message to that person after the first `before` that is no sign of being at work; None if there is none in time."""
        end = time.monotonic() + seconds
        with self.lock:
            while True:
                mine = [text for chat, text in self.sent if chat == user][before:]
                final = [text for text in mine if "Working" not in text]
                if final:
                    return final[0]
                left = end - time.monotonic()
                if left <= 0:
                    return None
                self.lock.wait(left)


class Model:
    """Asked for the first time in a turn it runs `tool`; with one result more in sight than then, wherever it stands, it repeats that. (The gateway
    gives calls ids of its own, and puts context behind results.)"""

    def __init__(self):
        self.requests, self.calls, self.before = [], 0, 0
        self.tool = ("exec", {"command": "true"})
        self.server = Server(self.answer)

    def next_turn(self):
        self.requests.clear()

    def answer(self, _path, body):
        messages = body.get("messages") or []
        results = [m for m in messages if m.get("role") == "tool"]
        if not self.requests:
            self.before = len(results)
        self.requests.append(body)
        if len(results) > self.before:
            content = results[-1].get("content")
            text = content if isinstance(content, str) else " ".join(p.get("text", "") for p in content)
            delta, reason = {"role": "assistant", "content": "The command says: " + text[:1500]}, "stop"
        elif len(self.requests) > 8:
            delta, reason = {"role": "assistant", "content": "The command never came back."}, "stop"
        else:
            name, arguments = self.tool
            self.calls += 1
            call = {"index": 0, "id": f"call{self.calls:06}", "type": "function", "function": {"name": name, "arguments": json.dumps(arguments)}}
            delta, reason = {"role": "assistant", "content": None, "tool_calls": [call]}, "tool_calls"
        head = {"id": "x", "object": "chat.completion.chunk", "created": 1, "model": "scripted"}
        if not body.get("stream"):
            message = {k: v for k, v in delta.items()}
            done = dict(head, object="chat.completion", choices=[{"index": 0, "message": message, "finish_reason": reason}], usage={"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2})
            return 200, "application/json", json.dumps(done).encode()
        chunks = [dict(head, choices=[{"index": 0, "delta": delta, "finish_reason": None}]), dict(head, choices=[{"index": 0, "delta": {}, "finish_reason": reason}]),
                  dict(head, choices=[], usage={"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2})]
        text = "".join(f"data: {json.dumps(c)}\n\n" for c in chunks) + "data: [DONE]\n\n"
        return 200, "text/event-stream", text.encode()
