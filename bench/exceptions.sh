#!/bin/sh
# Calls that end by exceptions, counted by jftrace and by JFR's MethodTrace (JDK 25) beside the truth.
# usage: bench/exceptions.sh [JAVA_HOME]     (after mvn -pl cli -am package)
# JFTRACE names the command.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
jftrace=${JFTRACE:-$here/../jftrace}
home=${1:-$(ls -d /usr/lib/jvm/*25* | head -1)}
work=$(mktemp -d "${TMPDIR:-/tmp}/exceptions.XXXXXX")
trap 'rm -rf "$work"' EXIT
class=dev.jftrace.bench.exceptions.Ends
"$home/bin/javac" -d "$work" "$here"/src/exceptions/java/dev/jftrace/bench/exceptions/Ends.java
cd "$work"

"$jftrace" record -q -o ours.dat --jvm --all -l "$class.*" "$home/bin/java" -cp . $class
"$jftrace" report --json ours.dat > ours.txt
"$home/bin/java" -XX:StartFlightRecording:method-trace="$class",filename="$work/theirs.jfr" -cp . $class > /dev/null 2>&1
"$home/bin/jfr" print --events jdk.MethodTrace theirs.jfr > theirs.txt

printf '%-44s %6s | %8s %6s %6s | %s\n' 'a call that' truth 'jftrace:' exits throws 'JFR MethodTrace'
bad=0
row() { # WHAT METHOD TRUTH THROWS
    entries=$(grep -c "\"event\":\"funcgraph_entry\".*Ends\.$2\"" ours.txt) || true
    exits=$(grep -c "\"event\":\"funcgraph_exit\".*Ends\.$2\"" ours.txt) || true
    throws=$(grep -c "\"event\":\"funcgraph_exit\".*\"kind\":1.*Ends\.$2\"" ours.txt) || true
    jfr=$(grep -c "  method = .*Ends\.$2(" theirs.txt) || true
    [ "$entries $exits $throws" = "$3 $3 $4" ] || bad=1
    printf '%-44s %6s | %8s %6s %6s | %s\n' "$1" "$3" "$entries" "$exits" "$throws" "$jfr"
}
row 'throws and catches inside itself' catchesInside 10 0
row 'is passed through by an exception' passesThrough 10 10
row 'throws out' throwsOut 10 10
row 'throws out, holding its monitor' throwsLocked 10 10
row 'dies of an implicit NullPointerException' implicitNull 10 10
row 'dies of an implicit index out of bounds' implicitIndex 10 10
row 'runs finally and throws on' finallyReturns 10 10
row 'catches what it called threw' outer 10 0
row 'is a lambda that returns' 'lambda$main$0' 10 0
row 'is a lambda that throws' 'lambda$main$1' 10 10
row 'returns' returns 40 0
exit $bad
