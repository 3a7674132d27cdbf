"""Every command once: its words, its keys, where it acts. Caps, key card and find read this.

The keys here are the defaults; ``keymap`` holds what the officer who sits here chose instead.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from app.domain.words import phrase
from app.ui.i18n import languages, tr
from app.ui.keymap import Binding, CommandKeys, Keymap


@dataclasses.dataclass(frozen=True, slots=True)
class Command:
    """One thing that the officer can ask for."""

    name: str
    title: str
    """English words, marked for translation."""
    default: str
    """Its key, as long as the officer has chosen no other."""
    where: str
    """Heading on the key card."""
    icon: str = ""
    count: int = 1
    """How many digits in a row it has, from its own key on."""
    fixed: bool = False
    """Whether the key is the same for everybody."""
    also: tuple[str, ...] = ()
    """More ways to type the default."""
    scopes: frozenset[str] = frozenset()
    """Where it acts, when the heading does not say so."""

    @property
    def keys(self) -> CommandKeys:
        """The key in force; painters follow it when it changes."""
        return CommandKeys(self.name, keymap.text(self.name))

    @property
    def words(self) -> str:
        """The title in the language in force."""
        return tr(self.title)


EVERYWHERE = phrase("Everywhere")
ITEM = phrase("Item")
LOOK = phrase("Look")
MARK = phrase("Mark")
FINDINGS = phrase("Findings")
DECIDE = phrase("Decide")
QUEUE = phrase("Queue")
SUPERVISE = phrase("Supervise")
_BOTH = frozenset({"queue", "review"})

_ALL = (
    Command("find", phrase("Find a command, scan or shipment"), "Ctrl+K", EVERYWHERE),
    Command("key_card", phrase("Key card"), "?", EVERYWHERE),
    Command("settings", phrase("Settings"), "Ctrl+,", EVERYWHERE),
    Command("rules", phrase("Rules"), "F4", EVERYWHERE),
    Command("as_seen", phrase("Replay the decision as it was seen"), "Shift+F3", EVERYWHERE),
    Command(
        "play",
        phrase("Play a replay, or stand still"),
        "Space",
        SUPERVISE,
        fixed=True,
        scopes=frozenset({"replay"}),
    ),
    Command("officers", phrase("Officers against outcomes"), "Shift+F5", EVERYWHERE),
    Command("waiting", phrase("What waits for the record"), "F12", EVERYWHERE),
    Command("deliveries", phrase("Images from the archive"), "Shift+F12", EVERYWHERE),
    Command("lock", phrase("Lock"), "Ctrl+L", EVERYWHERE),
    Command("queue", phrase("Queue"), "F2", EVERYWHERE),
    Command("review", phrase("Review"), "F3", EVERYWHERE),
    Command("recheck", phrase("Re-check"), "F5", EVERYWHERE),
    Command("exam_result", phrase("Result of an exam"), "Ctrl+R", EVERYWHERE),
    Command("regions", phrase("Next part of the screen"), "F6", EVERYWHERE),
    Command("language", phrase("English or French"), "F9", EVERYWHERE),
    Command("back", phrase("Back"), "Esc", EVERYWHERE, fixed=True),
    Command("next", phrase("Next item"), "N", ITEM, scopes=_BOTH),
    Command("view", phrase("Next view or trailer"), "V", ITEM),
    Command("previous_unit", phrase("Previous car or parcel"), "PgUp", ITEM),
    Command("next_unit", phrase("Next car or parcel"), "PgDown", ITEM),
    Command("first_unit", phrase("First car or parcel"), "Home", ITEM),
    Command("last_unit", phrase("Last car or parcel"), "End", ITEM),
    Command("acknowledge", phrase("Acknowledge the first open notice"), "K", ITEM),
    Command("notice_place", phrase("Show the next place that a notice names"), "Alt+K", ITEM),
    Command("compare_place", phrase("Show where the next row was seen"), "Alt+S", ITEM),
    Command("confirm", phrase("Confirm the link of scan and shipment"), "Y", ITEM),
    Command("links", phrase("Evidence of the link"), "Alt+Y", ITEM),
    Command("take_over", phrase("Take over from who has the item"), "Alt+T", ITEM),
    Command("pass_back", phrase("Hand back with a reason"), "Alt+X", ITEM, scopes=_BOTH),
    Command("pass_second", phrase("Ask for a second reader"), "Alt+A", ITEM, scopes=_BOTH),
    Command("pass_hold", phrase("Hold for information"), "Alt+I", ITEM, scopes=_BOTH),
    Command("pass_assign", phrase("Assign to an officer"), "Alt+U", ITEM, scopes=_BOTH),
    Command("shipment", phrase("Whole shipment"), "Shift+S", ITEM),
    Command("version", phrase("Version before, and what it changed"), "Alt+V", ITEM),
    Command("by_equipment", phrase("Goods by line or by equipment"), "Alt+E", ITEM),
    Command("message", phrase("Message as it was sent"), "Shift+T", ITEM),
    Command("paper", phrase("Paper manifest, in an outage"), "Ctrl+Shift+P", ITEM),
    Command("next_occurrence", phrase("Next place of the value"), "Ctrl+Down", ITEM),
    Command("previous_occurrence", phrase("Place of the value before"), "Ctrl+Up", ITEM),
    Command("zoom_in", phrase("Zoom in"), "+", LOOK, also=("=",)),
    Command("zoom_out", phrase("Zoom out"), "-", LOOK),
    Command("overview", phrase("Overview strip on or off"), "Shift+V", LOOK),
    Command("remember_layout", phrase("Remember this layout"), "Alt+L", LOOK),
    Command("pan", phrase("Pan"), "H", LOOK, "hand"),
    Command("zoom", phrase("Zoom"), "Z", LOOK, "magnifying-glass-plus"),
    Command("fit", phrase("Fit"), "F", LOOK, "corners-out"),
    Command("one_to_one", phrase("One to one"), "O", LOOK, "frame-corners"),
    Command("level", phrase("Level"), "W", LOOK, "circle-half"),
    Command("sharpen", phrase("Sharpen"), "S", LOOK, "drop-half"),
    Command("colour", phrase("Colour"), "E", LOOK, "palette"),
    Command("invert", phrase("Invert"), "Shift+I", LOOK, "circle-half"),
    Command("darker", phrase("Window darker"), "[", LOOK),
    Command("brighter", phrase("Window brighter"), "]", LOOK),
    Command("narrower", phrase("Window narrower"), "Shift+[", LOOK),
    Command("wider", phrase("Window wider"), "Shift+]", LOOK),
    Command("presets", phrase("Presets, 1 to 9"), "1", LOOK, count=9),
    Command("keep_preset", phrase("Keep the look as preset 1 to 9"), "Ctrl+1", LOOK, count=9),
    Command("reset", phrase("Take every change of the look back"), "0", LOOK),
    Command("local", phrase("Local contrast"), "B", LOOK, "sun"),
    Command("edge", phrase("Edges"), "Shift+E", LOOK),
    Command("denoise", phrase("Take noise off"), "Shift+N", LOOK),
    Command("response", phrase("Log, square root or linear"), "Shift+O", LOOK),
    Command("gamma_down", phrase("Gamma down: dark spread less"), ",", LOOK),
    Command("gamma_up", phrase("Gamma up: dark spread more"), ".", LOOK),
    Command("shallower", phrase("Penetration less"), ";", LOOK),
    Command("deeper", phrase("Penetration more"), "'", LOOK),
    Command("high_penetration", phrase("High penetration"), "Shift+H", LOOK),
    Command("low_penetration", phrase("Low penetration"), "Shift+L", LOOK),
    Command("highlight", phrase("Density ranges on or off"), "Shift+D", LOOK),
    Command("beam", phrase("High or low energy"), "Shift+B", LOOK),
    Command("organic_only", phrase("Organic only"), "Alt+1", LOOK),
    Command("metal_only", phrase("Metal only"), "Alt+2", LOOK),
    Command("strip_organic", phrase("Strip organic matter"), "Alt+3", LOOK),
    Command("strip_metal", phrase("Strip metal"), "Alt+4", LOOK),
    Command("hatch", phrase("Hatch where nothing came through"), "Alt+H", LOOK),
    Command("full_range", phrase("Air as white as the screen"), "Alt+W", LOOK),
    Command("display_panel", phrase("Display panel"), "Ctrl+D", LOOK, "sliders-horizontal"),
    Command("compare", phrase("Compare with another scan"), "C", LOOK),
    Command("next_reference", phrase("Next reference"), "Shift+C", LOOK),
    Command("compare_with", phrase("What to compare with"), "Alt+C", LOOK),
    Command("difference", phrase("Difference on or off"), "Alt+D", LOOK),
    Command("bare", phrase("Bare image while held"), "Space", LOOK, fixed=True),
    Command("findings", phrase("Findings on or off"), "J", LOOK),
    Command("heat", phrase("Heat map on or off"), "Shift+J", LOOK),
    Command("without", phrase("Picture without the chosen finding"), "Shift+Z", LOOK, "eraser"),
    Command("blind", phrase("Blind spots on or off"), "Alt+B", LOOK, "eye-slash"),
    Command("blind_material", phrase("Blind spots: steel, organic, lead"), "Alt+N", LOOK),
    Command("borrowed", phrase("Marks of others on or off"), "Alt+J", LOOK),
    Command("fit_height", phrase("Fit height"), "Shift+F", LOOK),
    Command("fill", phrase("Fill the window"), "Alt+F", LOOK),
    Command("flip_x", phrase("Flip left-right"), "Shift+X", LOOK),
    Command("flip_y", phrase("Flip up-down"), "Shift+Y", LOOK),
    Command("turn", phrase("Turn by a quarter"), "Shift+R", LOOK),
    Command("upright", phrase("Upright, as scanned"), "Alt+R", LOOK),
    Command("loupe", phrase("Loupe"), "Q", LOOK, "magnifying-glass"),
    Command("loupe_power", phrase("Loupe stronger, 2 to 8 times"), "Shift+Q", LOOK),
    Command("motion", phrase("Picture moves on after the hand, or not"), "Alt+M", LOOK),
    Command("ruler", phrase("Ruler"), "M", MARK, "ruler"),
    Command("angle", phrase("Angle"), "Shift+M", MARK, "triangle"),
    Command("region", phrase("Region: mass and material"), "G", MARK, "selection"),
    Command("profile", phrase("Profile along a line"), "P", MARK, "chart-line"),
    Command("profile_axis", phrase("Profile: log, linear or steel"), "Shift+P", MARK),
    Command("profile_width", phrase("Profile: width of the band"), "Alt+P", MARK),
    Command("keep_measure", phrase("Keep the measurement on screen"), "Shift+K", MARK),
    Command("copy_measure", phrase("Copy the measurement as text"), "Ctrl+C", MARK, fixed=True),
    Command("mark_measure", phrase("Mark what was measured"), "Return", MARK, fixed=True),
    Command("doors", phrase("Doors: left, right, not known"), "Alt+G", MARK),
    Command(
        "mark", phrase("Mark: box, ellipse, polygon, freehand, arrow, text"), "T", MARK, "polygon"
    ),
    Command("mark_note", phrase("Class and note of the chosen mark"), "Shift+Return", MARK),
    Command("borrow_marks", phrase("Show marks from a file"), "Alt+O", MARK),
    Command("undo", phrase("Take the last step back"), "Ctrl+Z", MARK),
    Command("redo", phrase("Do it again"), "Ctrl+Shift+Z", MARK),
    Command("remove_mark", phrase("Remove the chosen mark"), "Del", MARK, also=("Backspace",)),
    Command("next_finding", phrase("Next finding"), "Tab", FINDINGS, fixed=True),
    Command("previous_finding", phrase("Previous finding"), "Shift+Tab", FINDINGS, fixed=True),
    Command("agree", phrase("Agree"), "A", FINDINGS),
    Command("disagree", phrase("Disagree"), "D", FINDINGS),
    Command("unsure", phrase("Unsure"), "U", FINDINGS),
    Command("refer", phrase("Refer for exam"), "R", DECIDE, "arrow-elbow-down-right"),
    Command("release", phrase("Recommend release"), "L", DECIDE, "prohibit"),
    Command("ask", phrase("Ask for data"), "I", DECIDE),
    Command("no_decision", phrase("No decision"), "X", DECIDE),
    Command("search_reasons", phrase("Search reasons"), "/", DECIDE),
    Command("sign", phrase("Sign"), "Ctrl+Return", DECIDE, "note-pencil", fixed=True),
    Command("amend", phrase("Amend what was signed"), "Ctrl+E", DECIDE),
    Command("retry", phrase("Save again"), "Ctrl+S", DECIDE),
    Command("open", phrase("Open this line"), "Return", QUEUE, fixed=True),
    Command("hand_back", phrase("Hand back"), "H", QUEUE),
    Command("group", phrase("Group"), "G", QUEUE),
    Command("port", phrase("Port"), "P", QUEUE),
    Command("filter_text", phrase("Filter text"), "Ctrl+F", QUEUE),
    Command("filters", phrase("Filters, 0 to 9"), "0", QUEUE, count=10),
    Command("answer_agree", phrase("Agree with the decision"), "A", SUPERVISE),
    Command("answer_differ", phrase("Differ from the decision"), "D", SUPERVISE),
    Command("answer_return", phrase("Return to the officer"), "R", SUPERVISE),
    Command("second_reading", phrase("Ask for a blind second reading"), "S", SUPERVISE),
    Command("next_recheck", phrase("Next to re-check"), "N", SUPERVISE),
    Command("recheck_reason", phrase("One reason after the other"), "G", SUPERVISE),
    Command("recheck_view", phrase("Next view of the decision"), "V", SUPERVISE),
    Command("approve_label", phrase("Approve the verdicts for retraining"), "P", SUPERVISE),
    Command("replay", phrase("Replay of the decision"), "E", SUPERVISE),
)
COMMANDS = {command.name: command for command in _ALL}
"""By name."""
WHERE = (EVERYWHERE, ITEM, LOOK, MARK, FINDINGS, DECIDE, QUEUE, SUPERVISE)
_SCOPES = {
    EVERYWHERE: frozenset({"queue", "review", "recheck"}),
    QUEUE: frozenset({"queue"}),
    SUPERVISE: frozenset({"recheck"}),
}
_REVIEW = frozenset({"review"})


def _binding(command: Command) -> Binding:
    return Binding(
        title=command.title,
        keys=command.default,
        scopes=command.scopes or _SCOPES.get(command.where, _REVIEW),
        also=command.also,
        count=command.count,
        fixed=command.fixed or command.count > 1,
    )


keymap = Keymap({name: _binding(command) for name, command in COMMANDS.items()})
"""Effective keys; one officer sits at one workstation."""
# A key is a word on screen: whoever says words again says keys again.
keymap.changed.connect(languages.changed)


def words(name: str) -> Callable[[], str]:
    """Return the words of a command, said again when the language changes."""
    command = COMMANDS[name]
    return lambda: command.words


def keys(name: str) -> CommandKeys:
    """Return the key of a command; what is painted from it follows a new choice."""
    return COMMANDS[name].keys


class CommandAction(QAction):
    """A command on a widget: its keys, what it does, and why it cannot act now."""

    def __init__(
        self, owner: QWidget, name: str, why: Callable[[], str] | None = None, *, keyed: bool
    ) -> None:
        super().__init__(owner)
        self.setObjectName(name)
        self.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._keyed = keyed and COMMANDS[name].count == 1
        self._why = why
        self._follow()
        keymap.changed.connect(self._follow)

    @property
    def refusal(self) -> str:
        """Why it cannot act now, as a sentence; empty when it can."""
        return self._why() if self._why is not None else ""

    @property
    def explained(self) -> bool:
        """Whether it says by itself why it cannot act."""
        return self._why is not None

    def set_why(self, why: Callable[[], str]) -> None:
        """Set what says why the command cannot act now; empty words when it can."""
        self._why = why

    def _follow(self) -> None:
        if self._keyed:
            typed = keymap.typed(self.objectName())
            self.setShortcuts([QKeySequence(one) for one in typed])


def bind(
    owner: QWidget,
    name: str,
    slot: Callable[[], object],
    why: Callable[[], str] | None = None,
) -> CommandAction:
    """Give a widget and all within it the command's key, the one that is in force.

    A letter does not act while a text field has the focus: the field takes the key first.

    Parameters
    ----------
    owner
        Where the key acts: this widget and what is inside it.
    name
        Of the command.
    slot
        What it does.
    why
        Says why the command cannot act now, empty when it can; shown where commands are found.
    """
    return _attach(owner, slot, CommandAction(owner, name, why, keyed=True))


def offer(
    owner: QWidget,
    name: str,
    slot: Callable[[], object],
    why: Callable[[], str] | None = None,
) -> CommandAction:
    """Let a command be found and run that takes its key itself, such as Esc or a held key."""
    return _attach(owner, slot, CommandAction(owner, name, why, keyed=False))


def _attach(owner: QWidget, slot: Callable[[], object], action: CommandAction) -> CommandAction:
    action.triggered.connect(lambda _checked=False: slot())
    owner.addAction(action)
    return action
