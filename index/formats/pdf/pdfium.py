"""The few functions of pdfium that are used, with their types, so that a call costs half a microsecond."""

import ctypes
from collections.abc import Callable, Sequence
from typing import Any

import pypdfium2_raw as raw

_P, _I, _U, _F = ctypes.c_void_p, ctypes.c_int, ctypes.c_uint, ctypes.c_float


def _function(name: str, result: Any, *arguments: Any) -> Callable[..., Any]:
    function = getattr(raw, name)
    function.restype, function.argtypes = result, arguments
    return function  # type: ignore[no-any-return]


load = _function("FPDF_LoadMemDocument64", _P, ctypes.c_char_p, ctypes.c_size_t, ctypes.c_char_p)
last_error = _function("FPDF_GetLastError", ctypes.c_ulong)
page_count = _function("FPDF_GetPageCount", _I, _P)
load_page = _function("FPDF_LoadPage", _P, _P, _I)
close_page = _function("FPDF_ClosePage", None, _P)
page_box = _function("FPDF_GetPageBoundingBox", _I, _P, _P)
flatten = _function("FPDFPage_Flatten", _I, _P, _I)

annotation_count = _function("FPDFPage_GetAnnotCount", _I, _P)
annotation = _function("FPDFPage_GetAnnot", _P, _P, _I)
close_annotation = _function("FPDFPage_CloseAnnot", None, _P)
remove_annotation = _function("FPDFPage_RemoveAnnot", _I, _P, _I)
annotation_kind = _function("FPDFAnnot_GetSubtype", _I, _P)
quad_count = _function("FPDFAnnot_CountAttachmentPoints", ctypes.c_size_t, _P)
quad = _function("FPDFAnnot_GetAttachmentPoints", _I, _P, ctypes.c_size_t, _P)

load_text = _function("FPDFText_LoadPage", _P, _P)
close_text = _function("FPDFText_ClosePage", None, _P)
char_count = _function("FPDFText_CountChars", _I, _P)
code = _function("FPDFText_GetUnicode", _U, _P, _I)
chars = _function("FPDFText_GetText", _I, _P, _I, _I, _P)
unmapped = _function("FPDFText_HasUnicodeMapError", _I, _P, _I)
char_object = _function("FPDFText_GetTextObject", _P, _P, _I)
char_box = _function("FPDFText_GetLooseCharBox", _I, _P, _I, _P)
char_origin = _function("FPDFText_GetCharOrigin", _I, _P, _I, _P, _P)
char_matrix = _function("FPDFText_GetMatrix", _I, _P, _I, _P)
font_size = _function("FPDFText_GetFontSize", ctypes.c_double, _P, _I)

font_of = _function("FPDFTextObj_GetFont", _P, _P)
render_mode = _function("FPDFTextObj_GetTextRenderMode", _I, _P)
font_name = _function("FPDFFont_GetBaseFontName", ctypes.c_size_t, _P, _P, ctypes.c_size_t)
font_flags = _function("FPDFFont_GetFlags", _I, _P)

object_count = _function("FPDFPage_CountObjects", _I, _P)
page_object = _function("FPDFPage_GetObject", _P, _P, _I)
form_count = _function("FPDFFormObj_CountObjects", _I, _P)
form_object = _function("FPDFFormObj_GetObject", _P, _P, ctypes.c_ulong)
object_kind = _function("FPDFPageObj_GetType", _I, _P)
object_matrix = _function("FPDFPageObj_GetMatrix", _I, _P, _P)
object_bounds = _function("FPDFPageObj_GetBounds", _I, _P, _P, _P, _P, _P)
fill_color = _function("FPDFPageObj_GetFillColor", _I, _P, _P, _P, _P, _P)
stroke_color = _function("FPDFPageObj_GetStrokeColor", _I, _P, _P, _P, _P, _P)
stroke_width = _function("FPDFPageObj_GetStrokeWidth", _I, _P, _P)
mark_count = _function("FPDFPageObj_CountMarks", _I, _P)
mark = _function("FPDFPageObj_GetMark", _P, _P, ctypes.c_ulong)
mark_name = _function("FPDFPageObjMark_GetName", _I, _P, _P, ctypes.c_ulong, _P)

draw_mode = _function("FPDFPath_GetDrawMode", _I, _P, _P, _P)
segment_count = _function("FPDFPath_CountSegments", _I, _P)
segment = _function("FPDFPath_GetPathSegment", _P, _P, _I)
segment_point = _function("FPDFPathSegment_GetPoint", _I, _P, _P, _P)
segment_kind = _function("FPDFPathSegment_GetType", _I, _P)


def open_library() -> None:
    """Once, before anything else of here."""
    raw.FPDF_InitLibraryWithConfig(raw.FPDF_LIBRARY_CONFIG(version=2))


Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]  #: left, bottom, right, top


def times(inner: Matrix, outer: Matrix) -> Matrix:
    """One change of place after another."""
    a, b, c, d, e, f = inner
    k, l, m, n, o, p = outer  # noqa: E741
    return (a * k + b * m, a * l + b * n, c * k + d * m, c * l + d * n, e * k + f * m + o, e * l + f * n + p)


def moved(x: float, y: float, by: Matrix) -> tuple[float, float]:
    """A point at its new place."""
    return x * by[0] + y * by[2] + by[4], x * by[1] + y * by[3] + by[5]


def moved_box(box: Box, by: Matrix) -> Box:
    """The frame of a box at its new place."""
    return box_of([moved(box[0], box[1], by), moved(box[2], box[3], by)])


def box_of(points: Sequence[tuple[float, float]]) -> Box:
    """The frame of some points."""
    across, up = [x for x, _ in points], [y for _, y in points]
    return min(across), min(up), max(across), max(up)


class Slots:
    """Places that functions write their results to."""

    def __init__(self) -> None:
        self.box, self.matrix, self.quad = raw.FS_RECTF(), raw.FS_MATRIX(), raw.FS_QUADPOINTSF()
        self.x, self.y = ctypes.c_double(), ctypes.c_double()
        self.floats = [_F() for _ in range(4)]
        self.numbers = [_U() for _ in range(4)]
        self.at_box, self.at_matrix, self.at_quad = map(ctypes.addressof, (self.box, self.matrix, self.quad))
        self.at_x, self.at_y = ctypes.addressof(self.x), ctypes.addressof(self.y)
        self.at_floats = [ctypes.addressof(each) for each in self.floats]
        self.at_numbers = [ctypes.addressof(each) for each in self.numbers]

    def matrix_of(self, one: int) -> Matrix:
        """Where an object of a page or of a form is put."""
        object_matrix(one, self.at_matrix)
        m = self.matrix
        return (m.a, m.b, m.c, m.d, m.e, m.f)

    def color(self, one: int, function: Callable[..., Any]) -> tuple[int, ...] | None:
        """Red, green, blue and opacity up to 255, by `fill_color` or `stroke_color`; None when a pattern fills it."""
        return tuple(each.value for each in self.numbers) if function(one, *self.at_numbers) else None
