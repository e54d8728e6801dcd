# Sourced by benches that put other tracers beside ours: fetches them from Maven Central, and sets the options that start them.
#   $kieker_bytebuddy, $kieker_aspectj, $async_profiler   jars, and a library; the last is empty where there is none for this machine
#   kieker_options FOLDER      of Kieker, for binary files in FOLDER; it writes its log to the program's standard error
#   kieker_weaving FOLDER WITHIN   of Kieker's AspectJ agent, to weave the classes that the type pattern WITHIN matches
#   kieker_records FOLDER      how many records lie there
#   jfr_settings CLASSES       a settings file for JFR on standard output: MethodTrace of the classes (a;b;c) without stacks, nothing else
#   jfr_events FILE HOME       how many events of MethodTrace are in it
peers=${PEERS:-$here/target/peers}
[ -d "$peers" ] || mvn -q -B -f "$here/src/peers/pom.xml" -DoutputDirectory="$peers" -DincludeScope=runtime -Dmdep.prependGroupId=false \
    -DexcludeTransitive=true org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy-dependencies
kieker_bytebuddy=$(ls "$peers"/kieker-*-bytebuddy.jar)
kieker_aspectj=$(ls "$peers"/kieker-*-aspectj.jar)
async_profiler=
if [ "$(uname -sm)" = "Linux x86_64" ]; then
    async_profiler=$peers/linux-x64/libasyncProfiler.so
    [ -e "$async_profiler" ] || (cd "$peers" && "$newest/bin/jar" xf async-profiler-*.jar linux-x64/libasyncProfiler.so)
fi

kieker_options() { # FOLDER
    writer=kieker.monitoring.writer.filesystem
    echo "-Dnet.bytebuddy.experimental=true -Dkieker.monitoring.writer=$writer.FileWriter" \
        "-D$writer.FileWriter.customStoragePath=$1 -D$writer.FileWriter.logStreamHandler=$writer.BinaryLogStreamHandler" \
        "-D$writer.FileWriter.bufferSize=8192 -D$writer.FileWriter.maxEntriesInFile=10000000"
}

kieker_weaving() { # FOLDER WITHIN
    mkdir -p "$1"
    printf '<aspectj><weaver><include within="%s"/></weaver><aspects><aspect name="%s"/></aspects></aspectj>' "$2" \
        kieker.monitoring.probe.aspectj.operationExecution.OperationExecutionAspectFull > "$1/aop.xml"
    echo "-javaagent:$kieker_aspectj -Dorg.aspectj.weaver.loadtime.configuration=file:$1/aop.xml" \
        -Dkieker.monitoring.skipDefaultAOPConfiguration=true
}

# An operation execution in a binary file: class 4, logged at 8, signature 4, session 4, trace 8, in 8, out 8, host 4, eoi 4, ess 4.
kieker_records() { # FOLDER
    find "$1" -name '*.bin' -printf '%s\n' | awk '{ bytes += $1 } END { printf "%d\n", bytes / 56 }'
}

jfr_settings() { # CLASSES
    printf '<?xml version="1.0" encoding="UTF-8"?>\n<configuration version="2.0">\n<event name="jdk.MethodTrace">\n'
    printf '<setting name="enabled">true</setting>\n<setting name="stackTrace">false</setting>\n<setting name="threshold">0 ms</setting>\n'
    printf '<setting name="filter">%s</setting>\n</event>\n</configuration>\n' "$1"
}

jfr_events() { # FILE HOME
    "$2/bin/jfr" summary "$1" | awk '$1 == "jdk.MethodTrace" { print $2 }'
}
