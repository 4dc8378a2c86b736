"""The results of a group on paper: tables of the children, of their pages, of the tasks, of the pages. A4."""

from collections.abc import Sequence

from django.utils import timezone
from fpdf import FPDF
from fpdf.enums import Align, TableBordersLayout, TableCellFillMode
from fpdf.fonts import FontFace

from arlearn.live.faces import learner_name
from arlearn.reports.pdf_words import HEADS, MONTHS, WORDS, Row
from arlearn.reports.schemas import ChildPageResult, ChildResult, PageResult, Results
from markers.fonts import font_files

WIDTHS = {"children": (64, 20, 26, 24, 22, 22), "tasks": (12, 70, 19, 19, 22, 36), "pages": (12, 92, 22, 22, 30)}
"""mm; together as wide as the paper between its margins."""
NAME, CELL, ACROSS = 58, 12, 10
"""mm, of a child's name and of each column of pages; and how many of them fit beside it."""
INK, SOFT, RULE, SHADE = "#1d2733", "#5a6573", "#d9cdb4", (250, 244, 230)
MARGIN = 16
"""mm."""
WIDE = 30
"""mm; columns wider than this hold words."""


def results_pdf(results: Results, language: str) -> bytes:
    """The file, in the educator's language (one of arlearn.errors.LANGUAGES)."""
    paper = Paper(language)
    words = paper.words
    paper.add_page()
    paper.heading(results)
    if results.children:
        paper.section("children", _children(results, language))
        _each(paper, results, language)
    else:
        paper.sentence(words["nobody"], 11)
    if results.tasks:
        paper.section("tasks", _tasks(results))
    if results.pages:
        paper.section("pages", _pages(results, language))
    paper.ln(4)
    paper.sentence(words["time"], 8.5, SOFT)
    return bytes(paper.output())


class Paper(FPDF):
    """A4 in the typeface of our sheets, with numbered pages."""

    def __init__(self, language: str) -> None:
        super().__init__(unit="mm", format="A4")
        self.language, self.words = language, WORDS[language]
        self.set_margins(MARGIN, MARGIN)
        self.set_auto_page_break(True, MARGIN + 4)
        self.set_creator("arlearn")
        self.set_title(self.words["title"])
        self.set_lang(language)
        for bold in (False, True):
            for subset, file in font_files(bold).items():
                self.add_font(f"Andika {subset}", "B" if bold else "", file)
        families = [f"Andika {subset}" for subset in font_files(False)]
        self.family, others = families[0], families[1:]
        self.set_fallback_fonts(others)
        self.set_font(self.family, "", 10)

    def footer(self) -> None:
        """Called by the library at the end of every page."""
        self.set_y(-MARGIN)
        self.set_font(self.family, "", 8.5)
        self.set_text_color(SOFT)
        self.cell(0, 5, self.words["sheet"].format(at=self.page_no(), all="{nb}"), align=Align.R)

    def heading(self, results: Results) -> None:
        opened = timezone.localtime(results.opened_at)
        date = f"{opened.day} {MONTHS[self.language][opened.month - 1]} {opened.year}"
        self.sentence(self.words["title"], 20, bold=True)
        self.sentence(results.book_title, 13)
        self.sentence(self.words["group"].format(code=results.code, date=date), 10, SOFT)
        sums = {
            "children": len(results.children),
            "solved": sum(child.solved for child in results.children),
            "finished": sum(len(child.finished) for child in results.children),
        }
        self.ln(2)
        self.sentence(self.words["sums"].format(**sums), 12, bold=True)

    def sentence(self, text: str, points: float, colour: str = INK, bold: bool = False) -> None:
        self.set_font(self.family, "B" if bold else "", points)
        self.set_text_color(colour)
        self.multi_cell(0, points * 0.5, text, new_x="LMARGIN", new_y="NEXT")

    def section(self, name: str, rows: Sequence[Row]) -> None:
        """A table with its title."""
        self.headline(name)
        self.grid(HEADS[self.language][name], WIDTHS[name], rows)

    def headline(self, name: str) -> None:
        # A title does not stand alone at the foot of a sheet.
        if self.will_page_break(40):
            self.add_page()
        else:
            self.ln(5)
        self.sentence(self.words[name], 12, bold=True)
        self.ln(1)

    def grid(self, head: Row, widths: Sequence[int], rows: Sequence[Row]) -> None:
        """A table. Narrow columns hold figures, which stand to the right."""
        self.set_draw_color(RULE)
        self.set_line_width(0.2)
        self.set_text_color(INK)
        self.set_font(self.family, "", 9)
        with self.table(
            align=Align.L,
            borders_layout=TableBordersLayout.HORIZONTAL_LINES,
            cell_fill_color=SHADE,
            cell_fill_mode=TableCellFillMode.EVEN_ROWS,
            col_widths=widths,
            headings_style=FontFace(emphasis="BOLD", color=INK, size_pt=8.5),
            line_height=5,
            padding=(0.6, 1.5),
            text_align=[Align.L if width > WIDE else Align.R for width in widths],
            width=sum(widths),
        ) as table:
            for row in (head, *rows):
                table.row(row)


def _name(child: ChildResult, language: str) -> str:
    name = learner_name(child.learner, language)
    return WORDS[language]["removed"].format(name=name) if child.removed else name


def _each(paper: Paper, results: Results, language: str) -> None:
    """A column for each page; where there are more than fit, the rest stands below."""
    if not results.pages:
        return
    paper.headline("each")
    paper.sentence(paper.words["marks"], 8.5, SOFT)
    paper.ln(1)
    for first in range(0, len(results.pages), ACROSS):
        pages = results.pages[first : first + ACROSS]
        head = (HEADS[language]["children"][0], *(_number(page.number) or "–" for page in pages))
        rows = [(_name(child, language), *_cells(child, pages)) for child in results.children]
        if first:
            paper.ln(3)
        paper.grid(head, (NAME, *[CELL] * len(pages)), rows)


def _cells(child: ChildResult, pages: Sequence[PageResult]) -> list[str]:
    done = {one.page: one for one in child.pages}
    return [_cell(done[page.page]) if page.page in done else "" for page in pages]


def _cell(done: ChildPageResult) -> str:
    time = "–" if done.seconds is None else str(max(1, round(done.seconds / 60)))
    return f"• {time}" if done.finished else time


def _children(results: Results, language: str) -> list[Row]:
    return [
        (
            _name(child, language),
            str(len(child.finished)),
            str(child.solved),
            str(child.first_try),
            str(child.tries),
            _minutes(child.seconds, language),
        )
        for child in results.children
    ]


def _tasks(results: Results) -> list[Row]:
    return [
        (
            _number(task.number),
            task.prompt or task.task,
            str(task.tried),
            str(task.solved),
            str(task.first_try),
            f"{task.answers[0].text} ({task.answers[0].count})" if task.answers else "",
        )
        for task in results.tasks
    ]


def _pages(results: Results, language: str) -> list[Row]:
    return [
        (
            _number(page.number),
            page.title,
            str(page.opened),
            str(page.finished),
            _minutes(page.median_seconds, language),
        )
        for page in results.pages
    ]


def _number(number: int | None) -> str:
    return "" if number is None else str(number)


def _minutes(seconds: int | None, language: str) -> str:
    """Whole minutes; less than one is one, nothing is nothing."""
    if not seconds:
        return ""
    return WORDS[language]["minutes"].format(n=max(1, round(seconds / 60)))
