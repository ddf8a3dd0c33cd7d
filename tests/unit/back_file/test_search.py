# SPDX-License-Identifier: AGPL-3.0-or-later
"""Search in a library: words of one, two and more characters, mixed scripts, filters, order, snippets."""

from __future__ import annotations

import datetime as dt
import importlib.util
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from epubgen.back_file.database import LibraryDatabase, SearchQuery, read_issue, search
from epubgen.back_file.database.entries import add_issue, find_issue, remove_issue
from epubgen.back_file.database.search import _Plan as search_plan
from epubgen.back_file.database.tokens import Term, parse_query, tokens_of
from epubgen.back_file.facts import IssueFacts, SeriesFacts, StoryFacts

TEXTS = (
    ("潮汐表上墙", "海洋预报台公布新的潮汐表。渔民把它贴在墙上。", "周述", "要闻", "潮信"),
    ("5G手机到岛上", "青屿开通5G信号，手机能用了。老人说：是5G的好处。", "江　予", "要闻", ""),
    ("圖書館夜間開放", "市立圖書館延長開放時間。", "艾琳·哈特", "文化", "书里书外"),
    (
        "Repair café moves",
        "The monthly repair café at the boathouse. Don't forget the harbour.",
        "Ann Lee",
        "What’s On",
        "",
    ),
    ("カメラと図書館", "駅前のカメラ店が閉店する。", "真木田ひかる", "文化", ""),
    ("도서관에서", "주민들은 교실을 도서관으로 고쳤다.", "차미르", "문화", ""),
    ("石㼆的名字", "𬭳师傅刻字，𠮷田来看。汉字一个个刻成。", "石㼆", "人物", ""),
)


def issue(day: dt.date, *stories: tuple[str, ...], series: str = "daily", number: str = "") -> IssueFacts:
    made = tuple(
        StoryFacts(position=place, title=title, path=f"{place}.xhtml", text=text, authors=tuple(filter(None, (author,))),
                   section=section, column=column)
        for place, (title, text, author, section, column) in enumerate(stories, start=1)
    )  # fmt: skip
    name = f"{series}-{day}{number}"
    return IssueFacts(
        identifier=name, title=name, series=SeriesFacts(id=series, name=series.title()), date=day, modified="",
        stories=made, file=f"{name}.epub", size=1, sha256=name, number=number,
    )  # fmt: skip


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LibraryDatabase]:
    folder = tmp_path_factory.mktemp("library")
    with LibraryDatabase(folder, write=True) as written, written.writing() as connection:
        bits = written.setting("day_bits")
        add_issue(connection, issue(dt.date(2024, 3, 5), *TEXTS), bits)
        add_issue(
            connection, issue(dt.date(2023, 3, 5), ("旧潮", "去年的潮水很大，图书馆进了水。", "周述", "要闻", "")), bits
        )
        add_issue(connection, issue(dt.date(2025, 1, 1), ("新年的潮", "新年。", "", "评论", ""), series="weekly"), bits)
    with LibraryDatabase(folder) as opened:
        yield opened


def titles(database: LibraryDatabase, text: str = "", **filters: object) -> list[str]:
    return [hit.title for hit in search(database, SearchQuery(text=text, **filters)).hits]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("潮汐", ["潮汐表上墙"]),
        ("潮汐表", ["潮汐表上墙"]),
        ("汐表", ["潮汐表上墙"]),
        ("潮表", []),
        ("潮", ["新年的潮", "潮汐表上墙", "旧潮"]),
        ("墙", ["潮汐表上墙"]),
        ("5G手机", ["5G手机到岛上"]),
        ("５ｇ", ["5G手机到岛上"]),
        ("5G的", ["5G手机到岛上"]),
        ("是5G", ["5G手机到岛上"]),
        ("江予", ["5G手机到岛上"]),
        ("艾琳·哈特", ["圖書館夜間開放"]),
        ("哈特", ["圖書館夜間開放"]),
        ("cafe", ["Repair café moves"]),
        ("CAFÉ", ["Repair café moves"]),
        ("boat*", ["Repair café moves"]),
        ("boat", []),
        ("don't", ["Repair café moves"]),
        ('"repair café"', ["Repair café moves"]),
        ('"café repair"', []),
        ("カメラ", ["カメラと図書館"]),
        ("ｶﾒﾗ", ["カメラと図書館"]),
        ("도서관", ["도서관에서"]),
        ("石㼆", ["石㼆的名字"]),
        ("𠮷田", ["石㼆的名字"]),
        ("𬭳", ["石㼆的名字"]),
        ("潮汐 渔民", ["潮汐表上墙"]),
        ("潮汐 手机", []),
        ("潮汐 OR 手机", ["5G手机到岛上", "潮汐表上墙"]),
        ("汐 OR 机", ["5G手机到岛上", "潮汐表上墙"]),
        ("潮汐 OR 駅", ["カメラと図書館", "潮汐表上墙"]),
        ("駅 OR 潮汐", ["カメラと図書館", "潮汐表上墙"]),
        ("5G的 OR 墙", ["5G手机到岛上", "潮汐表上墙"]),
        ("潮 OR 手机 渔民", ["潮汐表上墙"]),
        ("潮 OR 手机 -渔民", ["5G手机到岛上", "新年的潮", "旧潮"]),
        ("潮 -旧", ["新年的潮", "潮汐表上墙"]),
        ("潮 -5G的 -汐", ["新年的潮", "旧潮"]),
        ("潮水 -去年", []),
        ("-图 -潮 -도서관 -café -圖", ["5G手机到岛上", "カメラと図書館", "石㼆的名字"]),
        ("-5G手机 -図書館 -潮", ["圖書館夜間開放", "Repair café moves", "도서관에서", "石㼆的名字"]),
        ("海 墙", ["潮汐表上墙"]),
        ("，。！", []),
        ('"', []),
        ("' OR 1=1 --", []),
        ("text:潮汐", []),
        ("NEAR(a b)", []),
    ],
)
def test_words_find_their_stories(database: LibraryDatabase, text: str, found: list[str]) -> None:
    assert sorted(titles(database, text)) == sorted(found)


def test_either_script_finds_the_other(database: LibraryDatabase) -> None:
    pytest.importorskip("opencc", reason="the extra opencc is not installed")
    assert set(titles(database, "图书馆")) == {"圖書館夜間開放", "旧潮"} == set(titles(database, "圖書館"))
    assert titles(database, "馆") == titles(database, "館") != []


def test_filters_narrow_by_title_day_person_column_and_section(database: LibraryDatabase) -> None:
    assert titles(database, "潮", titles=("weekly",)) == ["新年的潮"]
    assert titles(database, "潮", first=dt.date(2024, 1, 1), last=dt.date(2024, 12, 31)) == ["潮汐表上墙"]
    assert titles(database, "潮", author="周述") == ["潮汐表上墙", "旧潮"]
    assert titles(database, author="哈特") == ["圖書館夜間開放"]
    assert titles(database, column="潮信") == ["潮汐表上墙"]
    assert titles(database, "潮", section="评论") == ["新年的潮"]
    assert titles(database, "潮汐", section="文化") == []
    assert titles(database, author="nobody") == []


def test_single_characters_give_the_newest_first(database: LibraryDatabase) -> None:
    page = search(database, SearchQuery(text="潮"))
    assert [hit.title for hit in page.hits] == ["新年的潮", "潮汐表上墙", "旧潮"]
    assert not page.is_ranked


def test_a_headline_counts_more_than_a_text(tmp_path: Path) -> None:
    day = dt.date(2024, 1, 1)
    filler = "港口的事情很多，" * 20
    with LibraryDatabase(tmp_path, write=True) as database, database.writing() as connection:
        add_issue(connection, issue(day, ("潮汐来了", filler, "", "", ""), ("别的", f"{filler}潮汐。", "", "", "")), 12)
        add_issue(connection, issue(dt.date(2025, 1, 1), ("新的", f"潮汐{filler}", "", "", "")), 12)
        assert titles(database, "潮汐")[0] == "潮汐来了"
        assert titles(database, "潮汐", order="newest") == ["新的", "潮汐来了", "别的"]


def test_pages_of_hits_follow_one_another(database: LibraryDatabase) -> None:
    first = search(database, SearchQuery(text="潮", limit=2))
    assert (len(first.hits), first.total, first.is_counted) == (2, 3, False)
    rest = search(database, SearchQuery(text="潮", limit=2, offset=2))
    assert ([hit.title for hit in rest.hits], rest.total, rest.is_counted) == (["旧潮"], 3, True)


def test_a_snippet_shows_the_words_in_their_own_spelling(database: LibraryDatabase) -> None:
    (hit,) = search(database, SearchQuery(text="cafe")).hits
    assert [part.text for part in hit.snippet if part.is_hit] == ["café"]
    (hit,) = search(database, SearchQuery(text="５ｇ信号")).hits
    assert [part.text for part in hit.snippet if part.is_hit] == ["5G信号"]
    assert "".join(part.text for part in hit.snippet) == TEXTS[1][1]


def test_an_issue_is_read_back_as_it_was_put_in(database: LibraryDatabase) -> None:
    assert read_issue(database, "daily-2024-03-05") == issue(dt.date(2024, 3, 5), *TEXTS)


def test_what_is_taken_out_leaves_nothing_in_the_index(tmp_path: Path) -> None:
    with LibraryDatabase(tmp_path, write=True) as database:
        for facts in (issue(dt.date(2024, 3, 5), *TEXTS), issue(dt.date(2024, 3, 5), TEXTS[0], number="2")):
            with database.writing() as connection:
                add_issue(connection, facts, 12)
        with database.writing() as connection:
            held = find_issue(connection, identifier="daily-2024-03-05")
            assert held
            remove_issue(connection, held.id)
        assert titles(database, "潮汐") == ["潮汐表上墙"]
        assert titles(database, "5G") == []
        for table in ("words", "characters"):
            database.connection.execute(f"INSERT INTO {table} ({table}) VALUES ('integrity-check')")


def test_more_stories_than_a_block_holds_keep_their_order(tmp_path: Path) -> None:
    many = [(f"篇{number}", "潮汐", "", "", "") for number in range(100)]
    with LibraryDatabase(tmp_path, write=True) as database, database.writing() as connection:
        add_issue(connection, issue(dt.date(2024, 1, 1), *many), 12)
        add_issue(connection, issue(dt.date(2024, 1, 1), ("次日", "潮汐", "", "", ""), number="2"), 12)
        found = titles(database, "潮", limit=200)
        assert len(found) == 101
        assert found[1:] == [f"篇{number}" for number in range(100)]


def test_readers_in_threads_see_whole_issues_while_a_writer_works(tmp_path: Path) -> None:
    faults: list[object] = []
    with LibraryDatabase(tmp_path, write=True) as writer, LibraryDatabase(tmp_path) as reader:
        done = threading.Event()

        def read() -> None:
            while not done.is_set():
                try:
                    total = search(reader, SearchQuery(text="潮汐", limit=100)).total
                    if total % 3:
                        faults.append(total)
                except Exception as error:  # noqa: BLE001 - any is a fault
                    faults.append(error)

        threads = [threading.Thread(target=read) for _ in range(3)]
        for thread in threads:
            thread.start()
        for number in range(12):
            with writer.writing() as connection:
                add_issue(connection, issue(dt.date(2024, 1, 1 + number), *[("潮汐", "潮汐", "", "", "")] * 3), 12)
        done.set()
        for thread in threads:
            thread.join()
    assert faults == []


def test_tokens_are_pairs_in_scripts_without_spaces_and_words_elsewhere() -> None:
    assert tokens_of("汐州港5G，Ｃafé") == ["汐州", "州港", "5g", "cafe"]
    assert tokens_of("记者 江　予，在") == ["记者", "江予", "在"]
    assert tokens_of("İstanbul IŞIK ışık Isparta") == ["istanbul", "isik", "isik", "isparta"]
    assert tokens_of("") == []


@pytest.mark.parametrize(
    ("typed", "lists"),
    [("潮汐 -台风", 0), ("boat -tide -wind", 0), ("boat -潮", 1), ("潮 -台风", 1), ("boat -tide -潮", 1)],
)
def test_a_word_that_must_not_be_there_is_skipped_in_the_index(tmp_path: Path, typed: str, lists: int) -> None:
    """A list of all stories of the unwanted word costs as much as there are; the index steps over them."""
    with LibraryDatabase(tmp_path, write=True) as database:
        statement, _ = search_plan(database, SearchQuery(text=typed))._statement()
    assert statement.count("SELECT rowid FROM words") + statement.count("SELECT rowid FROM characters") == lists


def test_a_query_is_read_as_people_type_it() -> None:
    assert parse_query('潮汐 -"旧 码头" Boat* OR “南 埠”') == (
        Term("潮汐"),
        Term("旧 码头", "without"),
        Term("boat*", prefix=True),
        Term("南 埠", "or"),
    )
    assert len(parse_query("海 " * 500)) <= 40


@pytest.mark.slow
def test_the_index_is_no_larger_than_two_and_a_half_times_the_text(tmp_path: Path) -> None:
    spec = importlib.util.spec_from_file_location(
        "library_benchmark", Path(__file__).parents[3] / "benchmarks" / "library.py"
    )
    assert spec
    assert spec.loader
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    size = 0
    with LibraryDatabase(tmp_path, write=True) as database:
        for facts in made.issues(made.Words(7), 60):
            size += sum(len(story.text.encode()) for story in facts.stories)
            with database.writing() as connection:
                add_issue(connection, facts, database.setting("day_bits"))
        index = sum(
            database.connection.execute(f"SELECT sum(length(block)) FROM {name}_data").fetchone()[0]
            for name in ("words", "characters")
        )
    assert index < 2.5 * size


def _modes(day: dt.date, own: bool, vertical_first: bool) -> list[IssueFacts]:
    """An issue in both modes; of ``own`` ones the vertical mode is the publication's."""
    flat = replace(issue(day, *TEXTS), twin=own)
    quoted = tuple(replace(story, title=f"『{story.title}』") for story in flat.stories)
    name = f"{day}-vertical-rl"
    tall = replace(flat, vertical=True, twin=not own, identifier=name, file=f"{name}.epub", sha256=name, stories=quoted)
    return [tall, flat] if vertical_first else [flat, tall]


def _files(database: LibraryDatabase, text: str = "", **filters: str) -> list[str]:
    return [hit.file for hit in search(database, SearchQuery(text=text, **filters)).hits]  # type: ignore[arg-type]


@pytest.mark.parametrize("vertical_first", [True, False])
@pytest.mark.parametrize("own", [True, False])
def test_both_writing_modes_of_an_issue_give_each_story_once(tmp_path: Path, own: bool, vertical_first: bool) -> None:
    """By words, by a single character, by filters, without anything: that of the publication's own mode."""
    day = dt.date(2024, 3, 5)
    shown, other = "2024-03-05-vertical-rl.epub", "daily-2024-03-05.epub"
    if not own:
        shown, other = other, shown
    with LibraryDatabase(tmp_path, write=True) as database:
        bits = database.setting("day_bits")
        with database.writing() as connection:
            for facts in _modes(day, own, vertical_first):
                add_issue(connection, facts, bits)
        assert _files(database, "潮汐") == _files(database, "汐") == _files(database, author="周述") == [shown]
        assert _files(database) == [shown] * len(TEXTS)
        with database.writing() as connection:  # one mode is enough, and nothing of the other is left behind
            held = find_issue(connection, file=shown)
            assert held
            remove_issue(connection, held.id)
        assert _files(database, "潮汐") == [other]
        with database.writing() as connection:
            add_issue(connection, next(one for one in _modes(day, own, vertical_first) if one.file == shown), bits)
        assert _files(database, "潮汐") == [shown]


def test_a_story_that_one_mode_alone_has_is_found_there(tmp_path: Path) -> None:
    flat, tall = _modes(dt.date(2024, 3, 5), own=False, vertical_first=False)
    extra = StoryFacts(position=9, title="更正", path="9.xhtml", text="昨日潮汐表有误。")
    with LibraryDatabase(tmp_path, write=True) as database, database.writing() as connection:
        bits = database.setting("day_bits")
        add_issue(connection, flat, bits)
        add_issue(connection, replace(tall, stories=(*tall.stories, extra)), bits)
        assert sorted(_files(database, "潮汐")) == sorted([flat.file, tall.file])


@pytest.mark.parametrize("change", ["edition", "number", "date"])
def test_another_edition_number_or_day_is_another_issue(tmp_path: Path, change: str) -> None:
    flat, tall = _modes(dt.date(2024, 3, 5), own=False, vertical_first=False)
    said = {"edition": "晚报", "number": "8", "date": dt.date(2024, 3, 6)}[change]
    with LibraryDatabase(tmp_path, write=True) as database, database.writing() as connection:
        bits = database.setting("day_bits")
        add_issue(connection, flat, bits)
        add_issue(connection, replace(tall, **{change: said}), bits)  # type: ignore[arg-type]
        assert len(_files(database, "潮汐")) == 2


def test_a_database_of_the_first_version_learns_of_both_modes(tmp_path: Path) -> None:
    """It does not know which mode is the publication's own: the name of the file tells."""
    with LibraryDatabase(tmp_path, write=True) as database, database.writing() as connection:
        for facts in _modes(dt.date(2024, 3, 5), own=False, vertical_first=True):
            add_issue(connection, facts, database.setting("day_bits"))
        connection.execute("UPDATE issues SET facts = json_remove(facts, '$.twin')")
        connection.execute("DROP TABLE repeated")
        connection.execute("PRAGMA user_version = 1")
    with LibraryDatabase(tmp_path, write=True) as database:
        assert _files(database, "潮汐") == ["daily-2024-03-05.epub"]
