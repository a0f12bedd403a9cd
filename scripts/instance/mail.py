"""Prints the mails of a Maildir, oldest first, decoded: what `make mail` shows."""
import email
import email.policy
import os
import sys


def mails(maildir):
    folder = os.path.join(maildir, "new")
    if not os.path.isdir(folder):
        return []
    files = [os.path.join(folder, name) for name in os.listdir(folder)]
    return sorted(files, key=lambda f: (os.stat(f).st_mtime_ns, f))


def text_of(message):
    body = message.get_body(preferencelist=("plain", "html"))
    return body.get_content() if body else "(no text)"


def main(maildir):
    files = mails(maildir)
    for file in files:
        with open(file, "rb") as source:
            message = email.message_from_binary_file(source, policy=email.policy.default)
        print("-" * 72)
        for name in ("Date", "From", "To", "Subject"):
            if message[name]:
                print(f"{name}: {message[name]}")
        print()
        print(text_of(message).rstrip())
    print("-" * 72)
    print(f"{len(files)} mail{'s' * (len(files) != 1)} in {maildir}")


main(sys.argv[1])
