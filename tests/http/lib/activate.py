"""What systemd does for a socket unit: listen, and hand the socket to whoever is started.

    python3 activate.py SOCKET PROGRAM WORD…

Each line of standard input starts the program with the listening socket as
descriptor 3; standard output says "started PID" and "ended PID STATUS".  The
socket is there, and takes connections, whether or not a process is.  At the
end of the input all are told to end, so that none outlives whoever tests.
"""
import os
import signal
import socket
import sys
import threading

lock = threading.Lock()


def say(*words):
    with lock:
        print(*words, flush=True)


def start(listener, command):
    pid = os.fork()
    if pid == 0:
        os.dup2(listener.fileno(), 3)
        os.set_inheritable(3, True)
        os.execve(command[0], command, {**os.environ, "LISTEN_FDS": "1", "LISTEN_PID": str(os.getpid())})
    say("started", pid)
    waiting = threading.Thread(target=wait, args=(pid,))
    waiting.start()
    return pid, waiting


def wait(pid):
    say("ended", pid, os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))


def main(path, *command):
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(path)
    os.chmod(path, 0o660)
    listener.listen(4096)
    say("listening")
    started = [start(listener, list(command)) for _ in sys.stdin]
    for pid, waiting in started:
        if waiting.is_alive():
            os.kill(pid, signal.SIGTERM)


main(*sys.argv[1:])
