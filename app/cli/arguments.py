"""What may be typed."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from importlib import metadata
from pathlib import Path

from app.domain.officer import Role
from app.domain.shipment import Mode
from app.domain.skills import Cargo
from app.domain.supervision import Draw
from app.domain.words import whole_text

Arguments = argparse.Namespace
DISTRIBUTION = "prescreen-workstation"
SERVED = ("intake",)
"""Roles that only a server has: those of services."""
_OF_SCANS = ("init", "ingest", "screen", "verify", "export", "doctor", "backup", "restore")
_KEYS = ("seal", "outbox", "models", "cache")
_STORE = "where scans are kept, if not in the workspace; its settings remember it"
ADDRESSES = ("postgresql://", "postgres://")


def program_version() -> str:
    """Return the installed version; of a bare checkout, that it is one."""
    try:
        return metadata.version(DISTRIBUTION)
    except metadata.PackageNotFoundError:
        return "checkout"


def parse(argv: Sequence[str]) -> Arguments:
    """Read the command line; `SystemExit` with 2 when it makes no sense."""
    parser = _parser()
    arguments = parser.parse_args(list(argv))
    arguments.command = getattr(arguments, "command", None) or "window"
    # Two parsers share these, and only what was typed may count: the default comes last.
    arguments.home = getattr(arguments, "home", None)
    arguments.json = getattr(arguments, "json", False)
    arguments.store = getattr(arguments, "store", None)
    _check_text(arguments, parser)
    return arguments


def _home(word: str) -> Path | str:
    """Return a folder, or as text the address of a server's record."""
    return word if word.startswith(ADDRESSES) else Path(word)


def _check_text(arguments: Arguments, parser: argparse.ArgumentParser) -> None:
    """Refuse words that are no text; only files that are read may have such names."""
    for name in (
        "home",
        "out",
        "id",
        "account",
        "name",
        "port",
        "by",
        "told_by",
        "second",
        "reason",
        "seed",
    ):
        word = str(getattr(arguments, name, None) or "")
        if whole_text(word) != word:
            parser.error(f"{name}: {word!a} is not text")
    if arguments.command == "ingest" and not (arguments.paths or arguments.archive):
        parser.error("name files or folders, or --archive")


def _parser() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    common.add_argument(
        "--home",
        type=_home,
        metavar="DIR",
        help="the workspace, or postgresql://NAME@SERVER/DATABASE",
    )
    common.add_argument("--json", action="store_true", help="one JSON object a line")
    parser = argparse.ArgumentParser(
        prog="prescreen",
        description="View scans of cargo beside their shipment data; record a recommendation.",
        epilog="Without a command the workstation opens.",
        parents=[common],
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"prescreen {program_version()}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")

    def command(name: str, text: str) -> argparse.ArgumentParser:
        store = [_store()] if name in _OF_SCANS else []
        return commands.add_parser(
            name, help=text, description=text, parents=[common, *store], allow_abbrev=False
        )

    command("window", "open the workstation")
    command("init", "make a workspace, or lay a record out on a server")
    demo = command("demo", "a sample workspace, signed in as a sample officer")
    demo.add_argument("--out", type=Path, metavar="DIR", help="drive the window, leave results")
    inspect = command("inspect", "what the readers make of files")
    inspect.add_argument("files", nargs="+", type=Path, metavar="FILE")
    _arriving(command)
    _model(command)
    queue = command("queue", "what waits for review")
    queue.add_argument("--all", action="store_true", dest="every", help="decided items too")
    show = command("show", "everything on record about an item, scan or shipment")
    show.add_argument("id", metavar="ID")
    _proof(command)
    command("doctor", "whether everything needed is here")
    _keeping(command)
    _referral(command)
    _supervision(command("supervision", "what is looked at again, lots, and what was found"))
    _marks(command("marks", "marks as files: write those of an item, read them back"))
    _account(command("account", "people who may sign in"))
    _calibration(command("calibration", "what the energies of a scanner mean"))
    _models(command("models", "models: which are in force, whose, and whether they would run"))
    _tables(command("tables", "code tables: what is known, of which day, from where"))
    return parser


def _store() -> argparse.ArgumentParser:
    """Return what commands understand that put files into the scan store or look for them."""
    store = argparse.ArgumentParser(add_help=False)
    store.add_argument("--store", type=Path, metavar="DIR", help=_STORE)
    return store


def _model(command: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """Add what runs the model, and what its answers leave behind."""
    screen = command("screen", "run the model on scans that wait, on one, or on all")
    screen.add_argument("id", nargs="?", metavar="ID", help="a scan, or an item of the queue")
    screen.add_argument("--all", action="store_true", dest="every")
    screen.add_argument("--watch", action="store_true", help="go on with what comes later")
    calibrate = command("calibrate", "thresholds from scans with nothing irregular in them")
    calibrate.add_argument("folders", nargs="*", type=Path, metavar="FOLDER")
    calibrate.add_argument("--samples", action="store_true", help="the clean sample scans")
    verdicts = command("export-verdicts", "officers' verdicts on findings, for a later training")
    verdicts.add_argument("folder", type=Path, metavar="FOLDER")
    verdicts.add_argument(
        "--crops", action="store_true", help="the stored values around each box too"
    )


def _keeping(command: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """Add what keeps a workspace: copies of it, and putting one back."""
    backup = command("backup", "a proved copy of the workspace, without the signing key")
    backup.add_argument("folder", type=Path, metavar="FOLDER", help="new or empty")
    restore = command("restore", "put a backup where the workspace was, after proving it")
    restore.add_argument("folder", type=Path, metavar="FOLDER")
    restore.add_argument(
        "--accept-loss", action="store_true", help="lines sealed after the backup are given up"
    )
    _retention(command("retention", "what need not be kept any longer, legal holds, purging"))
    cache = command("cache", "scans of an archive that are kept here for a while: how many")
    cache.add_argument("act", nargs="?", default="show", choices=("show", "empty"), metavar="empty")
    _keys(command("keys", "where keys are, moving them, copies of them for a safe"))


def _keys(keys: argparse.ArgumentParser) -> None:
    acts = keys.add_subparsers(dest="act", metavar="ACT", required=True)
    common = _common()
    acts.add_parser("list", help="where each key is", parents=[common])
    move = acts.add_parser("move", help="into the keyring, or back to files", parents=[common])
    move.add_argument("to", choices=("keyring", "file"), metavar="keyring|file")
    move.add_argument("--key", default="", choices=_KEYS, metavar="KEY")
    save = acts.add_parser(
        "save", help="write a copy that opens with a passphrase", parents=[common]
    )
    back = acts.add_parser("restore", help="put a key back from its copy", parents=[common])
    for act in (save, back):
        act.add_argument("file", type=Path, metavar="FILE")
        act.add_argument("--key", default="seal", choices=("seal", "models"), metavar="KEY")
    for act in (move, save):
        act.add_argument(
            "--by", default="", metavar="ACCOUNT", help="of an administrator, once there is one"
        )
    remember = acts.add_parser(
        "remember", help="keep one's password for a server in the keyring", parents=[common]
    )
    forget = acts.add_parser("forget", help="take that password out of it again", parents=[common])
    for act in (remember, forget):
        act.add_argument(
            "--archive", action="store_true", help="the one for the archive of the settings"
        )


def _retention(retention: argparse.ArgumentParser) -> None:
    acts = retention.add_subparsers(dest="act", metavar="ACT", required=True)
    common = _common()
    acts.add_parser("list", help="what is due, and what is held", parents=[common])
    for name, text in (("hold", "put a legal hold"), ("lift", "lift a legal hold")):
        act = acts.add_parser(name, help=f"{text}; asks for a password", parents=[common])
        act.add_argument("id", metavar="ID", help="item or shipment")
        act.add_argument("--by", required=True, metavar="ACCOUNT")
        act.add_argument("--reason", required=True)
        if name == "lift":
            act.add_argument("--hold", default="", metavar="HOLD", help="where there are several")
    purge = acts.add_parser("purge", help="take out what is due, by two persons", parents=[common])
    purge.add_argument("--by", required=True, metavar="ACCOUNT", help="of an administrator")
    purge.add_argument("--second", required=True, metavar="ACCOUNT")
    acts.add_parser("finish", help="go on where a purge was stopped", parents=[common])


def _proof(command: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """Add what proves the record, here and elsewhere."""
    verify = command("verify", "prove that the record is whole")
    verify.add_argument(
        "--onward", action="store_true", help="only what came since the record was proved last"
    )
    verify.add_argument("--heads", type=Path, metavar="FILE", help="heads that others kept")
    heads = command("heads", "the signed head of each day, for others to keep")
    heads.add_argument("--out", type=Path, metavar="FILE", help="append those not there yet")
    heads.add_argument("--now", action="store_true", help="the present head too")
    export = command("export", "a case, to be verified on another machine")
    export.add_argument("id", metavar="ID", help="item, scan or shipment")
    export.add_argument("--out", type=Path, metavar="DIR", required=True)
    export.add_argument("--files", action="store_true", help="the scan files too")


def _arriving(command: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """Add what scans come in by."""
    _ingest(command("ingest", "take in scans and shipment data"))
    _relay(command("relay", "from a scanner to the archive, checked and in the form that streams"))
    _relays(command("relays", "many relays over one folder: their jobs, and working on them"))


def _relays(relays: argparse.ArgumentParser) -> None:
    acts = relays.add_subparsers(dest="act", metavar="ACT", required=True)
    common = _common()

    def act(name: str, text: str) -> argparse.ArgumentParser:
        made = acts.add_parser(
            name, help=text, description=text, parents=[common], allow_abbrev=False
        )
        made.add_argument(
            "--jobs",
            required=True,
            metavar="ADDRESS",
            help="where the jobs are: postgresql://[NAME@]SERVER/DATABASE",
        )
        return made

    init = act("init", "lay the jobs out on a server, or bring them up to date")
    init.add_argument("--password", action="store_true", help="give the relays a new password")
    work = act("work", "work on jobs until told to end")
    work.add_argument("--hands", type=int, metavar="N", help="jobs at a time")
    work.add_argument("--screen", action="store_true", help="run the model over each view")
    _metrics(work)
    watch = act("watch", "take in what comes, for the relays that work, until told to end")
    _relay_sources(watch)
    watch.add_argument("--once", action="store_true", help="end when nothing more comes")
    take = act("take", "take files in, and make a job of each")
    take.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    act("waiting", "how many jobs wait")
    act("retry", "take up again what was set aside")


def _ingest(ingest: argparse.ArgumentParser) -> None:
    ingest.add_argument("paths", nargs="*", type=Path, metavar="PATH")
    ingest.add_argument(
        "--archive", action="store_true", help="what is new in the archive of the settings"
    )
    ingest.add_argument("--watch", action="store_true", help="go on with what is new there")


def _metrics(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--metrics", type=int, metavar="PORT", help="show figures to Prometheus; 0 takes a free one"
    )
    command.add_argument(
        "--metrics-on",
        default="127.0.0.1",
        metavar="ADDRESS",
        help="where; this machine alone unless named",
    )


def _relay_sources(relay: argparse.ArgumentParser) -> None:
    relay.add_argument("--folder", type=Path, metavar="DIR", help="take what comes into a folder")
    relay.add_argument("--listen", type=int, metavar="PORT", help="take what scanners send (DICOM)")
    relay.add_argument("--title", metavar="AE", help="of the port; PRESCREEN unless named")
    relay.add_argument(
        "--peer",
        action="append",
        metavar="AE[@ADDRESS]",
        help="who may send to the port; * for anybody; may be repeated",
    )


def _relay(relay: argparse.ArgumentParser) -> None:
    _relay_sources(relay)
    relay.add_argument("--hands", type=int, metavar="N", help="files at a time")
    relay.add_argument("--screen", action="store_true", help="run the model over each view")
    relay.add_argument("--once", action="store_true", help="end when all that is here was tried")
    _metrics(relay)


def _calibration(calibration: argparse.ArgumentParser) -> None:
    acts = calibration.add_subparsers(dest="act", metavar="ACT", required=True)
    common = _common()
    add = acts.add_parser("add", help="check a calibration and keep it", parents=[common])
    add.add_argument("file", type=Path, metavar="FILE")
    acts.add_parser("list", help="the calibrations that are kept", parents=[common])
    make = acts.add_parser("make", help="read one from a scan of wedges", parents=[common])
    make.add_argument("recipe", type=Path, metavar="RECIPE", help="where each step lies")
    make.add_argument("scans", nargs="+", type=Path, metavar="SCAN")
    make.add_argument("--out", type=Path, metavar="FILE", required=True)


def _models(models: argparse.ArgumentParser) -> None:
    acts = models.add_subparsers(dest="act", metavar="ACT", required=True)
    common = _common()
    acts.add_parser("list", help="those in force, and every card here", parents=[common])
    acts.add_parser("history", help="who put which in force, and when", parents=[common])
    check = acts.add_parser("check", help="whether a model would run", parents=[common])
    check.add_argument("card", metavar="CARD", help="its file in the folder of models")
    use = acts.add_parser("use", help="put models in force; asks for a password", parents=[common])
    use.add_argument("cards", nargs="+", metavar="CARD", help="`prescreen` is the shipped one")
    _by(use, "of an administrator", required=True)
    acts.add_parser("keys", help="make the keys that the site signs with", parents=[common])
    sign = acts.add_parser("sign", help="sign a card for the site", parents=[common])
    sign.add_argument("card", metavar="CARD")


def _tables(tables: argparse.ArgumentParser) -> None:
    acts = tables.add_subparsers(dest="act", metavar="ACT", required=True)
    common = _common()
    acts.add_parser("list", help="every table with its date, source and digest", parents=[common])
    acts.add_parser("verify", help="prove that no table was changed by hand", parents=[common])
    show = acts.add_parser("show", help="the entries of a table, or one", parents=[common])
    show.add_argument("name", metavar="TABLE")
    show.add_argument("code", nargs="?", default="", metavar="CODE")
    replace = acts.add_parser("replace", help="put another edition in place", parents=[common])
    replace.add_argument("name", metavar="TABLE")
    replace.add_argument("file", type=Path, metavar="FILE", help="CSV, or a stamped table")
    replace.add_argument("--dated", default="", metavar="DAY", help="of a CSV, yyyy-mm-dd")
    replace.add_argument("--source", default="", metavar="TEXT", help="where a CSV is from")
    replace.add_argument(
        "--complete", action="store_true", help="what the CSV lacks does not exist"
    )
    back = acts.add_parser("restore", help="go back to the shipped edition", parents=[common])
    back.add_argument("name", metavar="TABLE")


def _referral(command: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """Add what goes to ports and what comes back."""
    referral = command("referral", "write the package of a signed decision for the port")
    referral.add_argument("id", metavar="ID", help="item or scan")
    referral.add_argument("--out", type=Path, metavar="DIR", required=True)
    referral.add_argument(
        "--baggage",
        action="store_true",
        help="reports call the object BAGGAGE: some toolkits drop the boxes of CARGO",
    )
    results = command("results", "what examinations at ports came to: JSON or CSV")
    results.add_argument("files", nargs="+", type=Path, metavar="FILE")
    officers = command("officers", "officers' confidence against outcomes; asks for a password")
    officers.add_argument("--by", required=True, metavar="ACCOUNT", help="of a supervisor")
    officers.add_argument("--out", type=Path, metavar="FILE", help="CSV, instead of lines")
    compliance = command("compliance", "what officers confirmed that does not fit: CSV or JSON")
    compliance.add_argument("file", type=Path, metavar="FILE")
    deliveries = command("deliveries", "how views came from the archive, without names: CSV")
    deliveries.add_argument("file", type=Path, metavar="FILE")
    _packages(command("packages", "what was sent to ports, and what became of it"))


def _packages(packages: argparse.ArgumentParser) -> None:
    acts = packages.add_subparsers(dest="act", metavar="ACT", required=True)
    common = _common()
    acts.add_parser("list", help="every package, and how it stands", parents=[common])
    send = acts.add_parser("send", help="send, re-address and expire what is due", parents=[common])
    send.add_argument("--watch", action="store_true", help="go on with what is due later")
    known = acts.add_parser("acknowledge", help="the port has it", parents=[common])
    absent = acts.add_parser("not-presented", help="the goods did not turn up", parents=[common])
    recall = acts.add_parser("recall", help="take it back; asks for a password", parents=[common])
    for act in (known, absent, recall):
        act.add_argument("id", metavar="PACKAGE")
    for act in (known, absent):
        said = act.add_mutually_exclusive_group(required=True)
        said.add_argument("--told-by", default="", metavar="NAME", help="who at the port says so")
        _by(said, "of a port officer, who signs in and says so herself")
    absent.add_argument("--reason", default="", metavar="TEXT", help="last known state")
    recall.add_argument("--reason", required=True, metavar="TEXT")
    _by(recall, "of an officer or supervisor", required=True)


def _supervision(supervision: argparse.ArgumentParser) -> None:
    acts = supervision.add_subparsers(dest="act", metavar="ACT", required=True)
    common = _common()
    waits = acts.add_parser("list", help="what waits; asks for a password", parents=[common])
    seed = acts.add_parser("seed", help="publish a seed; asks for a password", parents=[common])
    seed.add_argument("draw", choices=[draw.value for draw in Draw])
    seed.add_argument("seed", metavar="TEXT", help="what was published, such as drawn numbers")
    acts.add_parser("draw", help="draw the lots that are due", parents=[common])
    approve = acts.add_parser(
        "approve", help="let verdicts be trained on; asks for a password", parents=[common]
    )
    approve.add_argument("lines", nargs="+", type=int, metavar="LINE", help="of the verdicts")
    approve.add_argument("--withdraw", action="store_true", help="take the approval back")
    approve.add_argument("--reason", default="", metavar="TEXT")
    trip = acts.add_parser(
        "trip", help="how far a flight, train or truck has come; asks", parents=[common]
    )
    trip.add_argument("number", metavar="NUMBER", help="conveyance or master waybill")
    for act in (waits, seed, approve, trip):
        act.add_argument("--by", required=True, metavar="ACCOUNT", help="of a supervisor")
    export = acts.add_parser(
        "export", help="answers, readings and lots: CSV, JSON", parents=[common]
    )
    export.add_argument("folder", type=Path, metavar="FOLDER")


def _marks(marks: argparse.ArgumentParser) -> None:
    acts = marks.add_subparsers(dest="act", metavar="ACT", required=True)
    common = _common()
    export = acts.add_parser("export", help="a report and a JSON a scan", parents=[common])
    export.add_argument("id", metavar="ID", help="item, scan or shipment")
    export.add_argument("--out", type=Path, metavar="DIR", required=True)
    export.add_argument("--baggage", action="store_true", help="reports call the object BAGGAGE")
    read = acts.add_parser("import", help="what files of marks hold", parents=[common])
    read.add_argument("files", nargs="+", type=Path, metavar="FILE")


def _account(account: argparse.ArgumentParser) -> None:
    acts = account.add_subparsers(dest="act", metavar="ACT", required=True)
    common = _common()
    add = acts.add_parser("add", help="add a person; the password is asked for", parents=[common])
    add.add_argument("account", metavar="NAME", help="what the person signs in with")
    add.add_argument("--role", required=True, choices=[*(role.value for role in Role), *SERVED])
    add.add_argument("--name", default="", help="as shown on screen")
    add.add_argument("--port", default="", help="office of the person, four digits")
    add.add_argument(
        "--by", default="", metavar="ACCOUNT", help="of an administrator, once there is one"
    )
    acts.add_parser("list", help="people who may sign in", parents=[common])
    change = acts.add_parser("password", help="change one's own password", parents=[common])
    change.add_argument("account", metavar="NAME")
    reset = acts.add_parser(
        "reset", help="give a word for one sign-in; asks for a password", parents=[common]
    )
    reset.add_argument("account", metavar="NAME", help="who has forgotten the password")
    reset.add_argument(
        "--by",
        default="",
        metavar="ACCOUNT",
        help="of an administrator; of a server's record, whoever runs the database gives it",
    )
    shut = acts.add_parser(
        "shut-out", help="let somebody come in no more, on a server", parents=[common]
    )
    shut.add_argument("account", metavar="NAME", help="a person or a service")
    again = acts.add_parser(
        "let-in", help="let somebody who was shut out come in again", parents=[common]
    )
    again.add_argument("account", metavar="NAME", help="a person or a service")
    skills = acts.add_parser(
        "skills", help="say what a person is trained for; asks for a password", parents=[common]
    )
    skills.add_argument("account", metavar="NAME", help="who is trained")
    skills.add_argument("--by", required=True, metavar="ACCOUNT", help="of an administrator")
    modes, cargo = [mode.value for mode in Mode], [kind.value for kind in Cargo]
    skills.add_argument("--modes", nargs="+", choices=modes, default=modes, metavar="MODE")
    skills.add_argument(
        "--cargo", nargs="*", choices=cargo, default=cargo, metavar="KIND", help=", ".join(cargo)
    )


def _by(act: argparse._ActionsContainer, whose: str, *, required: bool = False) -> None:
    """Take the account of who signs in for an act; `--account` is how it was called before."""
    names = ("--by", "--account")
    act.add_argument(*names, default="", required=required, metavar="ACCOUNT", help=whose)


def _common() -> argparse.ArgumentParser:
    """Return what every act of a command understands."""
    common = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    common.add_argument("--home", type=_home, metavar="DIR")
    common.add_argument("--json", action="store_true")
    return common
