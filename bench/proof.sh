#!/bin/sh
# Proof that hooks change nothing: programs that use large libraries run without the agent, then with all of the library's methods
# hooked, under -Xverify:all. The output must be the same, and no class may fail to verify.
#   plain    entry and exit of every method
#   values   and a token, every argument and every result
# "jdk" hooks java.base and the rest of the JDK too; the others hook all that is on the class path.
# usage: bench/proof.sh [-o FOLDER] [PROGRAM...]     (after mvn -pl agent -am package; the first use downloads the libraries)
# JAVAS="HOME..." names the JDKs; AGENT the agent's jar.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
agent=${AGENT:-$here/../agent/target/jftrace-agent.jar}
folder=$here/target/proof
[ "${1:-}" != -o ] || { folder=$2; shift 2; }
[ $# -gt 0 ] || set -- H2 Lucene Jackson Jdk
mkdir -p "$folder/classes"
[ -d "$folder/lib" ] || mvn -q -B -f "$here/src/proof/pom.xml" -DoutputDirectory="$folder/lib" -DincludeScope=runtime \
    org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy-dependencies
if [ -z "${JAVAS:-}" ]; then
    for home in /usr/lib/jvm/*; do
        [ -h "$home" ] || ! [ -x "$home/bin/javac" ] || JAVAS="${JAVAS:-} $home"
    done
fi
for home in $JAVAS; do newest=$home; done
sources=$(echo "$here"/src/proof/java/dev/jftrace/bench/proof/*.java)
"$newest/bin/javac" -nowarn -g -Xlint:-options --release 17 -cp "$folder/lib/*" -d "$folder/classes" $sources \
    "$here"/../ring/src/main/java/dev/jftrace/ring/Agent*.java "$here"/../ring/src/main/java/dev/jftrace/ring/ClockPairDescriptor.java

settings() { # PROGRAM MODE
    echo tracer=function_graph
    echo buffer_kb=65536
    echo all=1
    if [ "$1" = Jdk ]; then
        for package in java javax sun com.sun jdk dev; do echo "filter=$package.*"; done
    fi
    if [ "$2" = values ]; then
        echo 'arguments=*'
        echo 'arguments=*@this'
        echo 'retval=*'
        echo 'graph_notrace=no.such.Function'
        if [ "$1" = Jdk ]; then
            for package in java javax sun com.sun jdk; do
                echo "arguments=$package.*"
                echo "retval=$package.*"
            done
        fi
    fi
}

run() { # NAME OPTION...
    name=$1
    shift
    arguments=
    [ "$program" != Jdk ] || arguments=$(echo "$sources" | tr ' ' '\n' | grep -v 'Lucene\|Jackson')
    "$home/bin/java" -Xverify:all -Xmx1g "$@" -cp "$folder/classes:$folder/lib/*" "dev.jftrace.bench.proof.${program}Proof" \
        $arguments > "$folder/$name.out" 2> "$folder/$name.err" && status=0 || status=$?
}

failed=0
printf '%-8s %-4s %-7s %-6s %8s %9s %8s %11s %11s %11s %9s %7s %s\n' \
    program jdk mode same classes functions untraced entries exits values lost cpu-s verify-errors
for program; do
    for home in $JAVAS; do
        version=$("$home/bin/java" -XshowSettings:properties -version 2>&1 | sed -n 's/.*java.specification.version = //p')
        set -f
        run "$program-$version-untraced"
        [ $status = 0 ] || { tail -n 5 "$folder/$program-$version-untraced.err" >&2; exit 1; }
        printf '%-8s %-4s %-7s %-6s %8s %9s %8s %11s %11s %11s %9s %7s\n' "$program" "$version" without - - - - - - - - "$(sed -n 's/^cpu //p' "$folder/$program-$version-untraced.err")"
        for mode in plain values; do
            name=$program-$version-$mode
            rm -rf "$folder/$name"
            mkdir -m 700 "$folder/$name"
            settings "$program" "$mode" > "$folder/$name/settings"
            "$newest/bin/java" -Xmx64m -XX:+UseSerialGC -cp "$folder/classes" dev.jftrace.bench.proof.CallCounter "$folder/$name" > "$folder/$name.count" &
            run "$name" "-javaagent:$agent=$folder/$name"
            seconds=$(sed -n 's/^cpu //p' "$folder/$name.err")
            : > "$folder/$name/ended"
            wait $!
            set +f
            jvm=$(echo "$folder/$name"/jvm-*)
            set -f
            same=yes
            cmp -s "$folder/$program-$version-untraced.out" "$folder/$name.out" && [ $status = 0 ] || { same=NO; failed=1; }
            errors=$(cat "$folder/$name.out" "$folder/$name.err" "$jvm/log" | grep -c 'VerifyError\|ClassFormatError\|IllegalAccessError') || true
            [ "$errors" = 0 ] || failed=1
            read -r entries exits values lost < "$folder/$name.count"
            printf '%-8s %-4s %-7s %-6s %8s %9s %8s %11s %11s %11s %9s %7s %s\n' "$program" "$version" "$mode" "$same" \
                "$(cut -f 4 "$jvm/functions" | sort -u | wc -l)" "$(wc -l < "$jvm/functions")" \
                "$(grep -c '^untraced' "$jvm/log")" "$entries" "$exits" "$values" "$lost" "$seconds" "$errors"
            rm -f "$jvm/buffer"
        done
        set +f
    done
done
exit $failed
