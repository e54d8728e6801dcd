#!/bin/sh
# A cold, short program: javac compiling two modules of this project, ring and event, all methods of com.sun.tools.javac traced, the buffer overwritten;
# ns of processor time, the compilers' included, per call beyond the untraced run; medians of RUNS.
# usage: bench/cold-javac.sh [JAVA_HOME]     (RUNS=5; after mvn -pl agent -am package)
set -eu
here=$(cd "$(dirname "$0")" && pwd)
agent=${AGENT:-$here/../agent/target/jftrace-agent.jar}
home=${1:-$(ls -d /usr/lib/jvm/*25* | head -n 1)}
runs=${RUNS:-5}
work=$(mktemp -d "${TMPDIR:-/tmp}/cold-javac.XXXXXX")
trap 'rm -rf "$work"' EXIT
find "$here/../ring/src/main" "$here/../event/src/main" -name '*.java' ! -name module-info.java | sort > "$work/sources"

javac() { # JVM OPTION...
    rm -rf "$work/out"
    /usr/bin/time -o "$work/time" -f '%U %S' "$home/bin/java" -Xms1g "$@" -m jdk.compiler/com.sun.tools.javac.Main -nowarn -proc:none -implicit:none \
        -d "$work/out" "@$work/sources" > "$work/log" 2>&1 || { cat "$work/log" >&2; exit 1; }
    awk '{ print ($1 + $2) * 1000 }' "$work/time"
}

session() { # CLOCK
    rm -rf "$work/session"
    mkdir -m 700 "$work/session"
    printf 'filter=com.sun.tools.javac.*\nbuffer_mode=overwrite\n' > "$work/session/settings"
}

calls() { # every record is in the buffer or was written over; two make a call
    od -A n -t u8 -j 64 -N 8 "$work"/session/jvm-*/buffer
}

for run in $(seq "$runs"); do
    echo "base $(javac)"
    session
    echo "traced-tsc $(javac "-javaagent:$agent=$work/session")"
    calls > "$work/overrun"
    session
    echo "traced-mono $(javac -Djftrace.clock=mono "-javaagent:$agent=$work/session")"
done > "$work/rows"
sort -k1,1 -k2,2n "$work/rows" | awk -v overrun="$(cat "$work/overrun")" '
    { n[$1]++; v[$1, n[$1]] = $2 }
    END {
        calls = overrun / 2
        base = v["base", int((n["base"] + 1) / 2)]
        printf "%-12s %8s %16s %9s   (%.1f M calls)\n", "variant", "cpu ms", "least..most", "ns/call", calls / 1e6
        for (name in n) {
            middle = v[name, int((n[name] + 1) / 2)]
            printf "%-12s %8d %8d..%6d %9.1f\n", name, middle, v[name, 1], v[name, n[name]], (middle - base) * 1e6 / calls
        }
    }'
