"""An office's own list: whatever its encoding, delimiter and language, each row as what it states or what is wrong."""

from __future__ import annotations

import io
from datetime import date

import pytest
from openpyxl import Workbook

from ikrar.documents.unreadable import Refused
from ikrar.work.tables.dates import edtf, last_day, month_first
from ikrar.work.tables.mapping import by_header, guess, to_headers
from ikrar.work.tables.plan import UNKNOWN, Known, plan
from ikrar.work.tables.sheets import read_table

CSV = "City A,Country A,City B,Country B,Signed\nJakarta,ID,Shanghai,CN,2020-10-23\nBandung,ID,Suwon,KR,1997-08-25\n"


def table(text: str | bytes, name: str = "list.csv", sheet: str = ""):
    return read_table(io.BytesIO(text if isinstance(text, bytes) else text.encode()), name, sheet)


def workbook(**sheets: list[list[object]]) -> bytes:
    book, stream = Workbook(), io.BytesIO()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_out(sign):
    found = table(CSV.replace(",", sign))
    assert found.header == ("City A", "Country A", "City B", "Country B", "Signed")
    assert found.rows[1] == ("Bandung", "ID", "Suwon", "KR", "1997-08-25")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_the_encoding_is_found_out(encoding):
    text = "甲方,乙方,签署日期\n" + "\n".join(
        f"上海市,{city},2020年10月23日" for city in ("雅加达", "泗水", "万隆") * 6
    )
    found = table(text.encode(encoding))
    assert found.header == ("甲方", "乙方", "签署日期")
    assert found.rows[0] == ("上海市", "雅加达", "2020年10月23日")


def test_cells_that_hold_delimiters_and_lines_are_one_cell_and_rows_keep_their_numbers():
    found = table('a;b\n"x; y";"two\nlines"\n\nlast;row\n')
    assert found.rows == (("x; y", "two\nlines"), ("last", "row"))
    assert found.numbers == (3, 5)


def test_a_title_above_the_header_is_passed_over():
    found = table("Daftar kota kembar;;\n;;\nKota Mitra;Negara;Tahun\nSuwon;KR;1997\n")
    assert (found.header, found.rows) == (("Kota Mitra", "Negara", "Tahun"), (("Suwon", "KR", "1997"),))


def test_a_sheet_of_excel_is_read_with_its_dates_and_numbers():
    data = workbook(Empty=[], Mitra=[["Kota Mitra", "Tahun", "Tanggal"], ["Suwon", 1997, date(1997, 8, 25)]])
    found = table(data, "list.xlsx")
    assert (found.sheet, found.sheets, found.rows) == ("Mitra", ("Empty", "Mitra"), (("Suwon", "1997", "1997-08-25"),))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b"one column\nonly\n", "holds no table"),
        (b"PK\x03\x04 broken", "is not an Excel file"),
        (b"\xd0\xcf\x11\xe0 old", "save it as XLSX"),
    ],
)
def test_what_is_no_table_is_refused_in_plain_words(data, said):
    with pytest.raises(Refused, match=said):
        table(data)


def test_a_sheet_that_is_not_there_is_named_with_those_that_are():
    with pytest.raises(Refused, match="there are: Mitra"):
        table(workbook(Mitra=[["a", "b"]]), "list.xlsx", "Partner")


@pytest.mark.parametrize(
    ("header", "found"),
    [
        (("Kota Kita", "Kota Mitra", "Negara", "Naskah", "Tanggal", "Berlaku sampai", "Bidang kerja sama", "Catatan"),
         ["party_a", "party_b", "country_b", "instrument", "date", "end", "fields", "note"]),
        (("Partner city", "Country", "Type", "Signed on", "Valid until", "Status"),
         ["party_b", "country_b", "tie", "date", "end", "status"]),
        (("我方", "外方", "国家", "协议", "签署日期", "有效期至", "合作领域", "备注"),
         ["party_a", "party_b", "country_b", "instrument", "date", "end", "fields", "note"]),
        (("city_a", "country_a", "qid_a", "lat_a", "city_b", "country_b"),
         ["party_a", "country_a", None, "lat_a", "party_b", "country_b"]),
    ],
)  # fmt: skip
def test_columns_are_guessed_from_headers_in_three_languages(header, found):
    assert guess(header) == {what: i for i, what in enumerate(found) if what}


def test_a_mapping_that_was_kept_finds_its_columns_elsewhere():
    kept = to_headers(("Mitra", "Tahun"), {"party_b": 0, "date": 1})
    assert by_header(("No.", "tahun", "MITRA"), kept) == {"party_b": 2, "date": 1}
    assert by_header(("No.",), kept) == {}


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("2020-10-23", "2020-10-23"), ("1979", "1979"), ("2020-10", "2020-10"), ("2020/1/5", "2020-01-05"),
        ("23/10/2020", "2020-10-23"), ("23.10.2020", "2020-10-23"), ("23 Oktober 2020", "2020-10-23"),
        ("23 October 2020", "2020-10-23"), ("Oct 23, 2020", "2020-10-23"), ("Agustus 1997", "1997-08"),
        ("2020年10月23日", "2020-10-23"), ("2020年", "2020"), ("2020-10-23 00:00:00", "2020-10-23"),
        ("31/02/2020", None), ("soon", None), ("12 Foo 2020", None),
    ],
)  # fmt: skip
def test_dates_as_people_write_them(written, value):
    assert edtf(written) == value


def test_whether_a_column_begins_with_the_month_is_told_by_all_of_it():
    assert month_first(["03/04/2020", "10/23/2020"])
    assert not month_first(["03/04/2020", "23/10/2020"])
    assert not month_first(["03/04/2020"])
    assert edtf("03/04/2020", months_first=True) == "2020-03-04"


def test_until_a_year_is_until_its_last_day():
    assert last_day("2025") == date(2025, 12, 31)


def rows(text: str, **given):
    found = table(text)
    return list(plan(found, guess(found.header), **given))


def test_a_bare_pair_is_a_partnership():
    (row,) = rows("City A,Country A,City B,Country B\nBergen,NO,Aarhus,DK\n")
    (said,) = row.statements
    assert (said["kind"], [p["name"] for p in said["parties"]], said["when"]) == (
        "partnership",
        ["Bergen", "Århus"],
        None,
    )
    assert row.problems == ()


def test_an_instrument_is_an_agreement_with_its_date_and_end():
    head = "Kota Kita,Kota Mitra,Negara,Jenis,Naskah,Tanggal,Berlaku sampai,Bidang,Status,Keterangan\n"
    (row,) = rows(
        head
        + "Bandung,Suwon,Korea Selatan,Kota kembar,Nota kesepahaman,25 Agustus 1997,2027,Perdagangan; pendidikan,"
        + "Berlaku,Arsip 12\n"
    )
    relation, agreement = row.statements
    assert (relation["kind"], relation["when"]) == ("partnership", "1997-08-25")
    assert (agreement["what"], agreement["valid_until"], agreement["status"], agreement["note"]) == (
        "Nota kesepahaman", "2027-12-31", "in-force", "Arsip 12",
    )  # fmt: skip
    assert agreement["fields"] == ["education", "trade"]


def test_a_letter_of_intent_alone_is_no_partnership():
    (row,) = rows("City A,Country A,City B,Country B,Type\nMedan,ID,Burgas,BG,Letter of Intent\n")
    assert [(s["kind"], s["what"]) for s in row.statements] == [("agreement", "Letter of Intent")]


def test_a_tie_that_ended_is_told_as_ended():
    (row,) = rows("City A,Country A,City B,Country B,Status\nJakarta,ID,New York City,US,ended\n")
    assert [(s["kind"], s["state"]) for s in row.statements] == [("partnership", "ended")]


def test_a_list_without_its_own_side_speaks_of_the_office():
    (row,) = rows("Kota Mitra,Negara\nSuwon,KR\n", home="Bandung|ID")
    assert [p["name"] for p in row.statements[0]["parties"]] == ["Bandung", "Suwon"]
    (without,) = rows("Kota Mitra,Negara\nSuwon,KR\n")
    assert without.faulty


@pytest.mark.parametrize(
    ("line", "said", "fault"),
    [
        ("Jakarta,ID,,CN,", "A party is missing.", True),
        ("Jakarta,ID,Jakarta,ID,", "Both sides are the same.", True),
        ("Jakarta,ID,Shanghai,CN,someday", "“someday” is no date.", True),
        ("Jakarta,ID,Xyzzyville,,", UNKNOWN % {"name": "Xyzzyville"}, True),
        ("Jakarta,ID,Xyzzyville,NO,", "“Xyzzyville” (NO) is no place that is known; entered as it is written.", False),
        ("Jakarta,ID,Moscow,SU,", "“SU” is no country of today.", False),
        ("Jakarta,ID,New South Wales,AU,", "“New South Wales” is a province or region.", False),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_row_is_told(line, said, fault):
    (row,) = rows(f"City A,Country A,City B,Country B,Signed\n{line}\n")
    told = {p.text % p.values: p.fault for p in row.problems}
    assert told[said] is fault
    assert row.faulty is fault
    assert bool(row.statements) is not fault


def test_a_name_of_several_places_names_them_and_a_person_chooses():
    text = "City A,Country A,City B,Country B\nHaifa,IL,Lexington,US\n"
    (row,) = rows(text)
    (problem,) = row.problems
    assert problem.asked == "Lexington|US"
    assert len(problem.candidates) > 1
    (chosen,) = rows(text, choices={"Lexington|US": problem.candidates[1]})
    assert chosen.problems == ()
    name, _bar, country = problem.candidates[1].partition("|")
    assert (chosen.statements[0]["parties"][1]["name"], chosen.statements[0]["parties"][1]["country"]) == (
        name,
        country,
    )


def test_where_the_table_says_where_a_place_lies_nobody_has_to_choose():
    head = "city_a,country_a,city_b,country_b,lat_b,lon_b\n"
    (row,) = rows(head + "Haifa,IL,Lexington,US,38.03,-84.50\n")
    assert row.problems == ()


def test_what_another_row_says_already_is_entered_once():
    first, second = rows("City A,Country A,City B,Country B\nBergen,NO,Aarhus,DK\nAarhus,DK,Bergen,NO\n")
    assert (len(first.statements), len(second.statements)) == (1, 0)
    assert [p.text % p.values for p in second.problems] == ["Says the same as row 2; entered once."]


def test_what_the_register_holds_already_is_not_entered_again():
    known = Known({frozenset({"Bergen|NO", "Århus|DK"}): None})
    (row,) = rows("City A,Country A,City B,Country B\nBergen,NO,Aarhus,DK\n", known=known)
    assert row.statements == ()
    assert [p.text for p in row.problems] == ["The register holds this already."]


def test_a_cell_that_is_merged_over_rows_holds_for_each_of_them():
    book, stream = Workbook(), io.BytesIO()
    for row in (["Partners 2026"], ["Partner", "Instrument"], ["Busan", "MoU"], [None, "LoI"], ["Xiamen", "MoU"]):
        book.active.append(row)
    for cells in ("A1:B1", "A3:A4"):
        book.active.merge_cells(cells)
    book.save(stream)
    found = table(stream.getvalue(), "list.xlsx")
    assert found.header == ("Partner", "Instrument")
    assert found.rows == (("Busan", "MoU"), ("Busan", "LoI"), ("Xiamen", "MoU"))


def test_formulas_that_were_never_reckoned_are_not_taken_for_empty_cells():
    data = workbook(List=[["Partner", "Date"], ["Busan", "2020-01-01"], ["Xiamen", "=DATE(2019,3,11)"]])
    with pytest.raises(Refused, match=r"formulas without their results \(first in cell B3\)"):
        table(data, "list.xlsx")


@pytest.mark.parametrize("data", [b"Partner,Country\n", b"Partner;Country\n\n ; \n"])
def test_a_header_alone_is_no_list(data):
    with pytest.raises(Refused, match="no rows below it"):
        table(data)


def test_a_quotation_mark_that_is_left_open_is_said_with_its_line():
    data = b'Partner,Country\n"Busan, main office",KR\n"Xiamen,CN\nShanghai,CN\n'
    with pytest.raises(Refused, match="left open near line 3"):
        table(data)
    assert table('Partner,Note\nBusan,a "quoted" word\n').rows == (("Busan", 'a "quoted" word'),)
