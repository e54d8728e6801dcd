#!/bin/sh
# What hooks cost that do more than record a call: ns of processor time per call beyond the same call untraced, the buffer overwritten.
#   plain                  entry and exit, for comparison
#   below, outside         -g: a call below the graph function; one that is not, and is not recorded
#   holds, fails           a condition on the argument that holds; that does not
#   arg-..., ret-...       -A: the argument recorded, an int, a String (10 to 22 bytes) or an object (class and hash); -R: the result
# usage: bench/hooks.sh [FORKS [JAVA_HOME...]]     (after mvn -pl agent -am package)
set -eu
here=$(cd "$(dirname "$0")" && pwd)
agent=${AGENT:-$here/../agent/target/jftrace-agent.jar}
forks=${1:-3}
[ $# -gt 0 ] && shift
if [ $# -eq 0 ]; then
    for home in /usr/lib/jvm/*; do
        [ -h "$home" ] || ! [ -x "$home/bin/javac" ] || set -- "$@" "$home"
    done
fi
for home; do newest=$home; done
work=$(mktemp -d "${TMPDIR:-/tmp}/hooks.XXXXXX")
trap 'rm -rf "$work"' EXIT
"$newest/bin/javac" -nowarn -g -Xlint:-options --release 17 -d "$work/classes" "$here"/src/hooks/java/dev/jftrace/bench/hooks/*.java
shapes=dev.jftrace.bench.hooks.Shapes

bench() { # VARIANT SHAPE BELOW SETTING...
    variant=$1 shape=$2 below=$3
    shift 3
    set -- buffer_mode=overwrite "$@"
    rm -rf "$work/session"
    mkdir -m 700 "$work/session"
    for setting; do echo "$setting"; done > "$work/session/settings"
    echo "$version $variant $shape $("$home/bin/java" -Xms256m "-javaagent:$agent=$work/session" -cp "$work/classes" \
        dev.jftrace.bench.hooks.HookBench "$shape" $below)"
}

for home; do
    version=$("$home/bin/java" -XshowSettings:properties -version 2>&1 | sed -n 's/.*java.specification.version = //p')
    for fork in $(seq "$forks"); do
        for shape in none number text object; do
            echo "$version base $shape $("$home/bin/java" -Xms256m -cp "$work/classes" dev.jftrace.bench.hooks.HookBench $shape)"
        done
        bench plain none '' "filter=$shapes.none"
        bench below none below "filter=$shapes.none" "filter=$shapes.graphFunction" "graph_function=$shapes.graphFunction"
        bench outside none '' "filter=$shapes.none" "filter=$shapes.graphFunction" "graph_function=$shapes.graphFunction"
        bench holds number '' "filter=$shapes.number if value >= 0"
        bench fails number '' "filter=$shapes.number if value < 0"
        for shape in number text object; do
            bench "arg-$shape" $shape '' "filter=$shapes.$shape" "arguments=$shapes.$shape"
            bench "ret-$shape" $shape '' "filter=$shapes.$shape" "retval=$shapes.$shape"
        done
    done
done | tee "$work/rows" >&2
sort -k1,3 -k4,4n "$work/rows" | awk '
    { key = $1 " " $2 " " $3; if (!(key in n)) keys[++count] = key
      median[key, ++n[key]] = $4
      if (!(key in least) || $5 < least[key]) least[key] = $5
      if ($6 > most[key]) most[key] = $6 }
    function middle(key) { return median[key, int((n[key] + 1) / 2)] }
    END {
        printf "%-4s %-12s %8s %18s %12s\n", "JDK", "variant", "ns/call", "least..most", "net of base"
        for (i = 1; i <= count; i++) {
            key = keys[i]; split(key, part, " ")
            printf "%-4s %-12s %8.2f %8.2f..%8.2f %12.2f\n", part[1], part[2] == "base" ? "base " part[3] : part[2], middle(key), least[key], \
                most[key], middle(key) - middle(part[1] " base " part[3])
        }
    }'
