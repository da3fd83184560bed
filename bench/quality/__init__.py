"""Quality of search beside what a user would pick instead, all in one run.

    python -m bench.quality [--dev] [SET …]

Known items and jobseekers come in halves without a member in common: the table counts the half
"test"; with --dev the other one is asked, and every question that a peer answers better is told.
Needs the real files (see `bench.report.shared_data`) and, for the peers, `requirements/bench.txt`;
a peer that is not installed is named and left out.

Every peer gets the same texts (title, employer, place, wage, experience, level, kind of work,
skills, description) without marks, and its questions without marks; each is asked in several
set-ups (all fields or names only, pairs of words, tolerant spelling) and **the best of its set-ups
for the figure in question is shown**. Ours has one set-up: that of `sanviec search`.

neighbours
    An advertisement asks (by its title or its whole text, whichever serves a peer best) for others
    that share a category of its board. Categories held by over a quarter of the board say nothing
    and do not count; nobody sees the categories. 300 advertisements of TopCV, 1,057 of CareerViet.
known
    One of 7,593 advertisements (all full ones and every tenth listing) as people recall it:
    without marks, with a slip, words or halves swapped, abbreviated, with the employer, a part of
    the title with a part of the employer's name. Right is any advertisement of that title, and
    employer where it is named.
reading
    A wage, an experience and a province in words, each alone and all together; right is what meets
    them by the numeric columns.
questions
    Our own questions over 300 advertisements (`bench/questions`), gold by criteria on the fields or
    by name. The half "dev" was looked at while rules were written, "test" was only counted.
synonyms
    A skill of ViSki's synonym sets asks for the other members of its set among 4,000 other terms.
jobseekers
    Every other jobseeker (for the peers, the wish as a question) against the same advertisements:
    share of the ten best whose title holds words of the trade (of the industries that the wished
    job names, else of the stated one), that lie in the province by their own words, and both. The
    row "industry" judges by the stated industry alone, as it was first done: one wish in five
    names a job of another industry, and we rank by the job.

Recall at ten counts as many right answers as there is room for; RR is one over the rank of the
first right one.
"""
