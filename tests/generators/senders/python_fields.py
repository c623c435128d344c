"""The fields that both of Python's ways to build a mail set alike."""


def add_fields(mail, told):
    """What a mail answers, its own fields, and the way out of its list."""
    if told["in_reply_to"]:
        mail["In-Reply-To"] = told["in_reply_to"]
    if told["references"]:
        mail["References"] = " ".join(told["references"])
    for name, value in told["headers"].items():
        mail[name] = value
    if told["unsubscribe"]:
        mail["List-Unsubscribe"] = f"<{told['unsubscribe']['url']}>, <mailto:{told['unsubscribe']['mailto']}>"
        mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
