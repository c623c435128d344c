"""How each generator is told to send mails. Libraries get all of them in one file, programs are called for each (tools.py)."""
import json
import os
import pathlib
import subprocess

import tools

HERE = pathlib.Path(__file__).parent
KEPT = pathlib.Path(os.environ["KEPT"])
DEADLINE = 120  # seconds

LIBRARIES = {
    "nodemailer": ("node", HERE / "senders/nodemailer.js"),
    "Jakarta Mail": ("java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", f"{KEPT}/java/*:{KEPT}/java", "Send"),
    "PHPMailer": ("php", HERE / "senders/phpmailer.php"),
    "Symfony Mailer": ("php", HERE / "senders/symfony.php"),
    "Ruby mail": ("ruby", HERE / "senders/mail.rb"),
    "Python EmailMessage": ("/usr/bin/python3", HERE / "senders/email_message.py"),
    "Python MIMEMultipart": ("/usr/bin/python3", HERE / "senders/mime_multipart.py"),
    "Go go-mail": (KEPT / "go-send",),
    "Rust lettre": (pathlib.Path(os.environ["BUILD"]) / "matrix/rust/debug/mocksmtp-generators",),
}
PROGRAMS = {"mutt": tools.mutt, "s-nail": tools.s_nail, "mailutils": tools.mailutils, "swaks": tools.swaks, "curl": tools.curl}


def run(command, settings, **more):
    """A program that has to succeed."""
    done = subprocess.run([str(word) for word in command], env=dict(os.environ, LC_ALL="C.UTF-8", **settings),
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=DEADLINE,
                          **({"stdin": subprocess.DEVNULL} | more))
    if done.returncode != 0:
        raise AssertionError(f"{command[0]}: exit status {done.returncode}\n{done.stdout.decode(errors='replace')}")


def send(name, mails, port, authority, folder):
    """All these mails, as `mails.told` has them, by the generator of that name. `folder` is for files of its own."""
    settings = {"NODE_PATH": f"{KEPT}/npm/node_modules", "SSL_CERT_FILE": authority, "HOME": str(folder)}
    if name in LIBRARIES:
        file = folder / "mails.json"
        file.write_text(json.dumps(mails))
        run([*LIBRARIES[name], file, port], settings)
    else:
        for mail in mails:
            command, text = PROGRAMS[name](mail, port, folder)
            run(command, settings, **({} if text is None else {"stdin": None, "input": text.encode()}))
