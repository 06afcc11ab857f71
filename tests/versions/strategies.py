"""Random versions, specifiers and near misses for the laws."""

from __future__ import annotations

from hypothesis import strategies as st

numbers = st.lists(st.integers(0, 4), min_size=1, max_size=4).map(lambda found: ".".join(map(str, found)))
suffixes = st.sampled_from(
    ["", "", "", "", "a1", "b2", "rc1", ".post1", ".post0", ".dev0", ".dev3", "a1.dev1", "rc1.post2", "-1", ".post1.dev2"]
)
epochs = st.sampled_from(["", "", "", "", "1!", "0!"])
locals_ = st.sampled_from(["", "", "", "+cu118", "+1", "+local.1"])
public = st.builds(lambda epoch, release, suffix: epoch + release + suffix, epochs, numbers, suffixes)
versions = st.builds(lambda version, local: version + local, public, locals_)
plain_versions = numbers

ordered = st.builds(
    lambda operator, blank, version: operator + blank + version, st.sampled_from(["<", "<=", ">", ">="]), st.sampled_from(["", " "]), public
)
equal = st.builds(lambda operator, version: operator + version, st.sampled_from(["==", "!="]), versions)
prefix = st.builds(lambda operator, release: f"{operator}{release}.*", st.sampled_from(["==", "!="]), numbers)
near = st.builds(lambda release, suffix: f"~={release}.1{suffix}", numbers, suffixes)
arbitrary = st.builds(lambda version: f"==={version}", st.one_of(versions, st.just("2004d")))
clause = st.one_of(ordered, ordered, equal, prefix, near)
specifiers = st.lists(clause, max_size=4).map(",".join)

plain_clause = st.one_of(
    st.builds(lambda operator, version: operator + version, st.sampled_from(["<", "<=", ">", ">=", "==", "!="]), numbers),
    prefix,
    st.builds(lambda release: f"~={release}.1", numbers),
)
plain_specifiers = st.lists(plain_clause, max_size=4).map(",".join)

garbage = st.one_of(
    st.text(max_size=30),
    st.text("=<>!~^*.,|() 0123456789abcdrvpost+-[];'\"\\\0\n", max_size=24),
    st.lists(st.one_of(clause, arbitrary, st.text("=<>!~^*.,|x 019()", max_size=4)), max_size=4).map(",".join),
)
