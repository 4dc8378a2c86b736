"""Draws the shapes of `markers.sheet` as SVG, in mm. Letters are drawn as outlines: the file needs no typeface."""

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen

from markers.pdf import Canvas, stroke_of
from markers.sheet import EXTENT, INK, POINT, Blocks, Drawing, Line, Paper, Shape, Text


def svg_of(shapes: Sequence[Shape], paper: Paper, title: str, canvas: Canvas) -> bytes:
    """One sheet of paper; `canvas` knows the typeface."""
    width, height = EXTENT[paper]
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_mm(width)}mm" height="{_mm(height)}mm" '
        f'viewBox="0 0 {_mm(width)} {_mm(height)}">',
        f"<title>{escape(title)}</title>",
        *(_drawn(shape, canvas) for shape in shapes),
        "</svg>",
    ]
    return ("\n".join(parts) + "\n").encode()


def _drawn(shape: Shape, canvas: Canvas) -> str:
    match shape:
        case Blocks():
            return _blocks(shape)
        case Text():
            return _text(shape, canvas)
        case Line():
            return _line(shape)
        case Drawing():
            return _drawing(shape)


def _mm(length: float) -> str:
    """To a thousandth, without zeros that say nothing."""
    return f"{length:.3f}".rstrip("0").rstrip(".")


def _blocks(blocks: Blocks) -> str:
    # All in one path and filled once, as in the PDF: no hairlines between neighbours.
    boxes = (
        f"M{_mm(box.x)} {_mm(box.y)}H{_mm(box.x + box.width)}V{_mm(box.y + box.height)}H{_mm(box.x)}Z"
        for box in blocks.boxes
    )
    return f'<path class="marker" fill="#000" d="{"".join(boxes)}"/>'


def _text(text: Text, canvas: Canvas) -> str:
    """The letters one after the other, as wide as the PDF sets them."""
    width = canvas.measure(text.text, text.points, text.bold)
    x = text.x - {"left": 0.0, "middle": width / 2, "right": width}[text.align]
    size = text.points * POINT
    outlines = []
    for letter in text.text:
        glyphs, name, units = canvas.glyph(letter, text.bold)
        scale = size / units
        pen = SVGPathPen(glyphs, ntos=_mm)
        glyphs[name].draw(TransformPen(pen, (scale, 0, 0, -scale, x, text.y)))
        outlines.append(pen.getCommands())
        x += canvas.measure(letter, text.points, text.bold)
    said = quoteattr(text.text)
    return f'<path role="img" aria-label={said} fill="{text.colour}" d="{"".join(outlines)}"/>'


def _line(line: Line) -> str:
    dash = f' stroke-dasharray="{_mm(line.dash)} {_mm(line.dash)}"' if line.dash else ""
    ends = f"M{_mm(line.x1)} {_mm(line.y1)}L{_mm(line.x2)} {_mm(line.y2)}"
    return f'<path fill="none" stroke="{line.colour}" stroke-width="{_mm(line.width)}"{dash} d="{ends}"/>'


def _drawing(drawing: Drawing) -> str:
    box, emblem = drawing.box, drawing.emblem
    place = f"translate({_mm(box.x)} {_mm(box.y)}) scale({box.width / 100:.6f} {box.height / 100:.6f})"
    parts = [f'<g transform="{place}" stroke-linecap="round" stroke-linejoin="round">']
    if emblem.strokes:
        parts.append(f'<path fill="none" stroke="{INK}" stroke-width="{stroke_of(box):.4f}" d="{emblem.strokes}"/>')
    if emblem.fills:
        parts.append(f'<path fill="{INK}" d="{emblem.fills}"/>')
    return "".join([*parts, "</g>"])
