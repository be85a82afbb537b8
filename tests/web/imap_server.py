"""A mail server for tests: one folder of letters in memory, as much of IMAP as a client needs to read and to mark."""

import re
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

PASSWORD = "a pass\"word"


@dataclass
class Held:
    """A letter in the folder."""

    content: bytes
    seen: bool = False
    size: int | None = None   # as told; None: as it is


@dataclass
class Server:
    """Letters by uid, what clients asked, and where the server is."""

    folder: str = "INBOX"
    letters: dict[int, Held] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    port: int = 0
    breaks_at: str = ""   # the connection ends when this is asked
    context: ssl.SSLContext | None = None

    def put(self, *contents: bytes) -> None:
        for content in contents:
            self.letters[len(self.letters) + 11] = Held(content)

    def talk(self, connection: socket.socket) -> None:
        with connection, connection.makefile("rwb") as wire:
            def say(line: str | bytes) -> None:
                wire.write((line if isinstance(line, bytes) else line.encode()) + b"\r\n")
                wire.flush()

            say("* OK ready")
            while line := wire.readline():
                said = line.decode("ascii", "replace").rstrip("\r\n")
                while (literal := re.search(r"\{(\d+)\}$", said)) is not None:
                    say("+ go on")
                    said = said[: literal.start()] + wire.read(int(literal[1])).decode() + wire.readline().decode().rstrip("\r\n")
                tag, _, command = said.partition(" ")
                self.asked.append(command)
                if self.breaks_at and self.breaks_at in command:
                    return
                for answer in self.answers(command):
                    say(answer)
                refused = (command.startswith("LOGIN") and '"a pass\\"word"' not in command) or (
                    command.startswith("SELECT") and self.folder not in command)
                say(f"{tag} {'NO not so' if refused else 'OK done'}")
                if command.startswith("LOGOUT"):
                    return

    def answers(self, command: str) -> Iterator[str | bytes]:
        if command.startswith("CAPABILITY"):
            yield "* CAPABILITY IMAP4rev1 ID"
        elif command.startswith("SELECT"):
            yield f"* {len(self.letters)} EXISTS"
        elif command.startswith("LOGOUT"):
            yield "* BYE"
        elif command.startswith("UID SEARCH UNSEEN"):
            yield "* SEARCH " + " ".join(str(uid) for uid, held in self.letters.items() if not held.seen)
        elif found := re.match(r"UID FETCH (\d+) \((.*)\)$", command):
            yield from self.fetched(int(found[1]), found[2])
        elif found := re.match(r"UID STORE (\d+) \+FLAGS.SILENT \(\\Seen\)", command):
            self.letters[int(found[1])].seen = True

    def fetched(self, uid: int, what: str) -> Iterator[str | bytes]:
        held = self.letters[uid]
        if what == "RFC822.SIZE INTERNALDATE":
            size = held.size or len(held.content)
            yield f'* 1 FETCH (UID {uid} RFC822.SIZE {size} INTERNALDATE "26-Apr-2017 16:30:00 +0800")'
        else:
            start, length = map(int, re.findall(r"<(\d+)\.(\d+)>", what)[0])
            content = held.content.partition(b"\r\n\r\n")[0] if "HEADER" in what else held.content
            yield f"* 1 FETCH (UID {uid} BODY[]<0> {{{len(content[start : start + length])}}}"
            yield content[start : start + length] + b")"


@contextmanager
def served(server: Server) -> Iterator[Server]:
    """The server on a port of this machine."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        server.port = door.getsockname()[1]

        def stays() -> None:
            while True:
                try:
                    connection, _ = door.accept()
                except OSError:
                    return
                try:
                    server.talk(server.context.wrap_socket(connection, server_side=True) if server.context else connection)
                except OSError:
                    connection.close()

        thread = threading.Thread(target=stays, daemon=True)
        thread.start()
        yield server
        door.shutdown(socket.SHUT_RDWR)
    thread.join(5)
