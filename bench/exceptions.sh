#!/bin/sh
# Calls that end by exceptions, counted beside the truth: by jftrace, by JFR's MethodTrace (JDK 25), by Kieker 2.0.2's Byte Buddy and AspectJ
# agents, and by async-profiler 4.6's trace. "-" where a tool does not run here. Fails where jftrace's count is not the truth.
# usage: bench/exceptions.sh [JAVA_HOME]     (after mvn -pl cli -am package)
# JFTRACE names the command.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
jftrace=${JFTRACE:-$here/../jftrace}
home=${1:-$(ls -d /usr/lib/jvm/*25* | head -1)}
newest=$(ls -d /usr/lib/jvm/*25* | head -1)
. "$here/peers.sh"
work=$(mktemp -d "${TMPDIR:-/tmp}/exceptions.XXXXXX")
trap 'rm -rf "$work"' EXIT
class=dev.jftrace.bench.exceptions.Ends
"$home/bin/javac" -Xlint:-options --release 17 -d "$work" "$here"/src/exceptions/java/dev/jftrace/bench/exceptions/Ends.java
cd "$work"

"$jftrace" record -q -o ours.dat --jvm --all -l "$class.*" "$home/bin/java" -cp . $class
"$jftrace" report --json ours.dat > ours.txt
count() { # WHAT FILE COMMAND...: its lines that name the class, or no file where the command fails
    file=$1
    shift
    if "$@" > "$file.log" 2>&1; then : > "$file"; fi
}

count jfr "$home/bin/java" -XX:StartFlightRecording:method-trace="$class",filename="$work/theirs.jfr" -cp . $class
[ ! -e jfr ] || "$newest/bin/jfr" print --events jdk.MethodTrace theirs.jfr | grep '^ *method = ' > jfr

kieker() { # FILE OPTION...
    file=$1
    shift
    mkdir "$file.log.d"
    count "$file" "$home/bin/java" -Dnet.bytebuddy.experimental=true -Dkieker.monitoring.writer=kieker.monitoring.writer.filesystem.FileWriter \
        -Dkieker.monitoring.writer.filesystem.FileWriter.customStoragePath="$work/$file.log.d" "$@" -cp . $class
    [ ! -e "$file" ] || find "$file.log.d" -name '*.dat' -exec cat {} + > "$file"
}
KIEKER_SIGNATURES_INCLUDE="* $class.*(*)" kieker kieker "-javaagent:$kieker_bytebuddy"
kieker aspectj $(kieker_weaving "$work/weaving" "$class")
if [ -n "$async_profiler" ]; then
    count async "$home/bin/java" "-agentpath:$async_profiler=start,trace=$class.*,jfr,file=$work/async.jfr" -cp . $class
    [ ! -e async ] || "$newest/bin/jfr" print --stack-depth 1 --events jdk.MethodTrace async.jfr | grep 'line:' > async
fi

peer() { # FILE METHOD
    [ -e "$1" ] && grep -c "Ends\.$2(" "$1" || [ -e "$1" ] || echo -
}

printf '%-44s %6s | %8s %6s %6s | %6s %7s %8s %6s\n' 'a call that' truth 'jftrace:' exits throws JFR 'Kieker:' AspectJ async
bad=0
row() { # WHAT METHOD TRUTH THROWS
    entries=$(grep -c "\"event\":\"funcgraph_entry\".*Ends\.$2\"" ours.txt) || true
    exits=$(grep -c "\"event\":\"funcgraph_exit\".*Ends\.$2\"" ours.txt) || true
    throws=$(grep -c "\"event\":\"funcgraph_exit\".*\"kind\":1.*Ends\.$2\"" ours.txt) || true
    [ "$entries $exits $throws" = "$3 $3 $4" ] || bad=1
    printf '%-44s %6s | %8s %6s %6s | %6s %7s %8s %6s\n' "$1" "$3" "$entries" "$exits" "$throws" "$(peer jfr "$2")" "$(peer kieker "$2")" \
        "$(peer aspectj "$2")" "$(peer async "$2")"
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
