"""AP7xx: files, names and output."""

from __future__ import annotations

from translator.diagnostics import Rule, Severity

UNREADABLE = Rule(
    "AP701",
    Severity.ERROR,
    "The file cannot be read",
    why=(
        "The operating system does not let the file be read (permissions, a link that leads "
        "nowhere, a pipe). Whether it holds a DAG is unknown."
    ),
    fix="Make it readable, or list it in .airflowignore.",
    before="----------  1 root root  dags/etl.py",
    after="chmod a+r dags/etl.py",
)

ENCODING = Rule(
    "AP702",
    Severity.ERROR,
    "The file cannot be decoded",
    why=(
        "Python source is UTF-8, unless a comment in its first two lines says otherwise (PEP "
        "263). The bytes of this file are not what it says, so Airflow cannot import it either."
    ),
    fix="Save the file as UTF-8, or add the comment with its real encoding.",
    before="city = 'K\\xf6ln'  # the byte 0xf6, and no coding comment",
    after=("# -*- coding: latin-1 -*-\ncity = 'K\\xf6ln'"),
)

TOO_LARGE = Rule(
    "AP703",
    Severity.ERROR,
    "The file is over the size limit",
    why=(
        "Files of this size are data, as a rule, and reading many of them would exhaust the "
        "memory. It was not read."
    ),
    fix=(
        "If it is a DAG file, raise the limit with --max-file-size; otherwise list it in "
        ".airflowignore."
    ),
    before="dags/generated.py  # 4 MB",
    after="airflow2prefect convert dags --out flows --max-file-size 8000000",
)

SYMLINK_LOOP = Rule(
    "AP704",
    Severity.WARNING,
    "A symbolic link leads back to where it came from",
    why=(
        "A folder is reached twice, because a symbolic link leads to it. Its files are "
        'translated once. Airflow refuses to read a DAG folder with such a link ("Detected '
        'recursive loop").'
    ),
    fix="Remove the link, or list it in .airflowignore.",
    before="dags/team/all -> ..",
    after="rm dags/team/all",
)

BINARY = Rule(
    "AP705",
    Severity.WARNING,
    "The file is not text",
    why=(
        "The file has the suffix of Python source, but its content is binary; or it is a zip "
        "file with Python files, which Airflow would read and this compiler does not."
    ),
    fix="Unpack a zip file into a folder of the same place. List other files in .airflowignore.",
    before="dags/bundle.zip",
    after="unzip dags/bundle.zip -d dags/bundle && rm dags/bundle.zip",
)

DUPLICATE_DAG_ID = Rule(
    "AP706",
    Severity.ERROR,
    "Two DAGs have the same id",
    why=(
        "Airflow knows a DAG by its id: of two with one id, whichever file was read last "
        "wins, and that changes from time to time. Two deployments of one name would "
        "overwrite each other too, so only the first is in prefect.yaml."
    ),
    fix="Rename one of the DAGs, or delete it.",
    before=("# a.py\nDAG('etl')\n# b.py\nDAG('etl')"),
    after=("# b.py\nDAG('etl_hourly')"),
)

RENAMED = Rule(
    "AP707",
    Severity.INFO,
    "A name was changed to be a Python identifier of its own",
    why="Task ids and DAG ids become names of Python functions. Two ids may give the same name "
    "(`load-a` and `load_a`), or one that Python, Prefect or the module's own code already uses. "
    "Runs keep the id that Airflow showed, through `name=`.",
    fix="Nothing has to be done. Rename the function if you like; only the flow in the same module "
    "refers to it.",
    before='BashOperator(task_id="print", bash_command="...")',
    after='@task(name="print")\ndef print_task(): ...',
)

EDITED = Rule(
    "AP708",
    Severity.ERROR,
    "The output was edited after it was generated",
    why=(
        "Somebody changed this file after it was generated. Their work is kept: the new "
        "version was not written. Where the source has not changed since, this is only an "
        "information."
    ),
    fix=(
        "Compare with a conversion into another folder and take over what you want; or "
        "replace the file with --force."
    ),
    before="airflow2prefect convert dags --out flows",
    after="airflow2prefect convert dags --out fresh && diff -r flows fresh",
)

FOREIGN = Rule(
    "AP709",
    Severity.ERROR,
    "A file that was not generated stands in the way",
    why="The output folder has a file of this name that this compiler did not write. It is kept.",
    fix="Choose another output folder, move the file, or replace it with --force.",
    before="airflow2prefect convert dags --out existing_project",
    after="airflow2prefect convert dags --out flows",
)

OUTSIDE = Rule(
    "AP710",
    Severity.ERROR,
    "The output would leave the output folder",
    why=(
        "A path would lead out of the output folder (through a symbolic link), or onto a "
        "source file. It is never written, not even with --force."
    ),
    fix="Remove the link in the output folder, or choose another output folder.",
    before="flows/team -> /srv/other",
    after="rm flows/team && airflow2prefect convert dags --out flows",
)

COLLISION = Rule(
    "AP711",
    Severity.ERROR,
    "Two sources would be written to the same file",
    why=(
        "Two outputs have one path (a file of yours has the name of a helper that is "
        "emitted, such as trigger_rules.py). The first was written, the other was not, so "
        "what imports it will fail."
    ),
    fix="Rename your file.",
    before="dags/trigger_rules.py",
    after="git mv dags/trigger_rules.py dags/our_rules.py",
)

IGNORE_SYNTAX = Rule(
    "AP712",
    Severity.WARNING,
    "An .airflowignore reads differently as glob and as regexp",
    why=(
        "An .airflowignore does not say whether its lines are regular expressions (the "
        "default before Airflow 3) or globs (the default since). For this one it matters: "
        "the two readings ignore different files. Or one of its lines is no pattern at all."
    ),
    fix=(
        "State it: --airflowignore glob or --airflowignore regexp, as in `[core] "
        "dag_ignore_file_syntax` of your Airflow."
    ),
    before=("# .airflowignore\ntests"),
    after="airflow2prefect convert dags --out flows --airflowignore regexp",
)

STALE = Rule(
    "AP713",
    Severity.WARNING,
    "A file generated earlier has no source any more",
    why=(
        "An earlier run generated this file from a source that is gone, or from one that "
        "needs it no more. It is not deleted: somebody may use it."
    ),
    fix="Delete it if nobody does.",
    before="git rm dags/old.py && airflow2prefect convert dags --out flows",
    after="rm flows/old.py",
)

UNWRITABLE = Rule(
    "AP714",
    Severity.ERROR,
    "The output cannot be written",
    why=(
        "The operating system refused to write the file (permissions, a full disk, a file in "
        "place of a folder). What was there before is unchanged."
    ),
    fix="Remove the cause and convert again; nothing that is up to date is written twice.",
    before="dr-xr-xr-x  2 root root  flows",
    after="chmod u+w flows",
)

OUT_OF_REACH = Rule(
    "AP715",
    Severity.WARNING,
    "A flow imports a module that its run may not find",
    why=(
        "A run looks for modules in the output folder and in the folder of its flow. This one "
        "stands elsewhere, below a folder whose name is no Python identifier, so that no import "
        "from the output folder can name it."
    ),
    fix=(
        "Convert each repository by itself (SRC is its folder), or put the module's folder on "
        "PYTHONPATH where flows run."
    ),
    before="airflow2prefect convert repositories --out flows",
    after="airflow2prefect convert repositories/my-etl --out flows/my-etl",
)
