"""Printing at the table: one document of one phone, or everything not printed yet."""

from collections.abc import Callable

from phone_audit.model.record import Words
from phone_audit.station.board import Work
from phone_audit.station.desk import Desk
from phone_audit.station.prints import Print, Printing, Sent, Sheet
from phone_audit.station.screen.dialogs import Answered
from phone_audit.station.screen.forms import print_form, print_list_form
from phone_audit.station.screen.reception import Ask

Tell = Callable[[Words], None]


class PrintDesk:
    """Asks what is printed, and says what became of it."""

    def __init__(
        self, desk: Desk, printing: Printing, lang: str, *, ask: Ask, note: Tell, warn: Tell
    ) -> None:
        self._desk = desk
        self._printing = printing
        self._lang = lang
        self._ask = ask
        self._note = note
        self._warn = warn

    def print_one(self, work: Work) -> None:
        """Ask which document of a phone is printed; where there is only one, print it."""
        prints = self._desk.printable(work.number)
        if not prints:
            self._note(
                Words(
                    id="Belum ada dokumen untuk ponsel ini.",
                    en="There is no document of this phone yet.",
                )
            )
            return
        if len(prints) == 1:
            self._begin(prints, many=False)
            return
        unprinted = [one for one in self._desk.unprinted() if one.number == work.number]
        prints = tuple(sorted(prints, key=lambda one: (one not in unprinted, one)))
        self._ask(
            print_form(self._lang, work, prints, unprinted),
            lambda answer: self._begin((Print(work.number, Sheet(answer.value)),), many=False),
        )

    def print_list(self) -> None:
        """Ask which kinds of what is not printed yet are printed, and print them in order."""
        unprinted = self._desk.unprinted()
        if not unprinted:
            self._note(Words(id="Semua sudah dicetak.", en="All of it was printed."))
            return

        def answered(answer: Answered) -> None:
            wanted = tuple(one for one in unprinted if answer.boxes.get(one.sheet.value))
            if wanted:
                self._begin(wanted, many=True)

        self._ask(print_list_form(self._lang, unprinted), answered)

    def tell(self) -> None:
        """Say what has become of what was to be printed."""
        for sent in self._printing.ended():
            self._tell(sent)

    def _begin(self, prints: tuple[Print, ...], *, many: bool) -> None:
        self._note(Words(id="Dokumen disiapkan …", en="Preparing documents …"))
        self._printing.send(prints, many=many)

    def _tell(self, sent: Sent) -> None:
        if sent.documents:
            count = sent.documents
            self._note(
                Words(
                    id=f"{count} dokumen dikirim untuk dicetak.",
                    en=f"{count} documents sent to be printed.",
                )
            )
        if sent.trouble is not None:
            self._warn(sent.trouble)
