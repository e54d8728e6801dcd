#!/bin/sh
# A cold, short program: javac compiling two modules of this project, ring and event, all methods of com.sun.tools.javac traced; medians of
# RUNS with the least and the most.
#   main     ms of processor time of the main thread: what one waits for where a second core is free for the compilers
#   cpu      ms of the whole process, the JIT compilers included
#   wall     ms from the start of the JVM; other work on the machine is in it
#   ns/call  of each, beyond the untraced run and for each call that was recorded
# Variants: tsc and mono (every call recorded, the buffer overwritten; all methods, as JFR has no other filter), default (trivial methods left
# out), nothing (the agent without a match), jfr (MethodTrace of the same classes, without stacks; JDK 25).
# usage: bench/cold-javac.sh [JAVA_HOME]     (RUNS=5; after mvn -pl agent -am package)
set -eu
here=$(cd "$(dirname "$0")" && pwd)
agent=${AGENT:-$here/../agent/target/jftrace-agent.jar}
home=${1:-$(ls -d /usr/lib/jvm/*25* | head -n 1)}
runs=${RUNS:-5}
newest=$home
. "$here/peers.sh"
work=$(mktemp -d "${TMPDIR:-/tmp}/cold-javac.XXXXXX")
trap 'rm -rf "$work"' EXIT
find "$here/../ring/src/main" "$here/../event/src/main" -name '*.java' ! -name module-info.java | sort > "$work/sources"
"$home/bin/javac" -nowarn -d "$work/classes" "$here"/src/cold/java/dev/jftrace/bench/cold/*.java
jfr_settings "$("$home/bin/jimage" list --include 'regex:.*/com/sun/tools/javac/.*class' "$home/lib/modules" \
    | sed -n 's|^ *\(com/.*\)\.class$|\1|p' | tr / . | paste -sd ';')" > "$work/javac.jfc"

javac() { # VARIANT JVM OPTION...
    variant=$1
    shift
    rm -rf "$work/out"
    "$home/bin/java" -Xms1g "$@" -cp "$work/classes" dev.jftrace.bench.cold.ColdJavac -nowarn -proc:none -implicit:none \
        -d "$work/out" "@$work/sources" > "$work/log" 2>&1 || { cat "$work/log" >&2; exit 1; }
    times=$(sed -n 's/^cold //p' "$work/log")
}

traced() { # VARIANT CLOCK SETTING...
    rm -rf "$work/session"
    mkdir -m 700 "$work/session"
    variant=$1 clock=$2
    shift 2
    { echo buffer_mode=overwrite; for setting; do echo "$setting"; done; } > "$work/session/settings"
    javac "$variant" -Djftrace.clock="$clock" "-javaagent:$agent=$work/session"
    # every record is in the buffer or was written over; two make a call
    echo "$variant $times $(($(od -A n -t u8 -j 64 -N 8 "$work"/session/jvm-*/buffer) / 2))"
}

for run in $(seq "$runs"); do
    javac base
    echo "base $times 0"
    traced nothing tsc 'filter=no.such.Method'
    traced tsc tsc 'filter=com.sun.tools.javac.*' all=1
    traced mono mono 'filter=com.sun.tools.javac.*' all=1
    traced default tsc 'filter=com.sun.tools.javac.*'
    javac jfr "-XX:StartFlightRecording:settings=$work/javac.jfc,maxsize=100g,filename=$work/jfr.jfr"
    [ -n "${jfr:-}" ] || jfr=$(jfr_events "$work/jfr.jfr" "$home")
    echo "jfr $times $jfr"
done | tee "$work/rows" >&2
awk '
    { n[$1]++; main[$1, n[$1]] = $2; cpu[$1, n[$1]] = $3; wall[$1, n[$1]] = $4; calls[$1] = $5 }
    function sort(a, name,    i, j, t) {
        for (i = 2; i <= n[name]; i++) for (j = i; j > 1 && a[name, j - 1] > a[name, j]; j--) {
            t = a[name, j]; a[name, j] = a[name, j - 1]; a[name, j - 1] = t
        }
        return a[name, int((n[name] + 1) / 2)]
    }
    END {
        bm = sort(main, "base"); bc = sort(cpu, "base"); bw = sort(wall, "base")
        printf "%-9s %7s %14s %7s %14s %7s %14s %9s | %7s %7s %7s\n", "variant", "main ms", "least..most", "cpu ms", "least..most", \
            "wall ms", "least..most", "calls M", "main", "cpu", "wall ns/call"
        variants = split("base nothing default tsc mono jfr", order, " ")
        for (i = 1; i <= variants; i++) {
            v = order[i]; m = sort(main, v); c = sort(cpu, v); w = sort(wall, v); k = n[v]
            printf "%-9s %7d %6d..%6d %7d %6d..%6d %7d %6d..%6d %9.1f |", v, m, main[v, 1], main[v, k], c, cpu[v, 1], cpu[v, k], \
                w, wall[v, 1], wall[v, k], calls[v] / 1e6
            if (calls[v] > 1e5) printf " %7.1f %7.1f %7.1f", (m - bm) * 1e6 / calls[v], (c - bc) * 1e6 / calls[v], (w - bw) * 1e6 / calls[v]
            print ""
        }
    }' "$work/rows"
