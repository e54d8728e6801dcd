#!/bin/sh
# Makes a big trace of a small one, its sub-buffers repeated in time.
# usage: bench/big-trace.sh SMALL.dat BIG.dat [EVENTS [zstd|zlib|none]]     (after mvn -pl cli -am package)
set -eu
here=$(cd "$(dirname "$0")" && pwd)
java=${JAVA_HOME:-/usr/lib/jvm/temurin-25-jdk-amd64}/bin/java
exec "$java" --enable-native-access=ALL-UNNAMED -cp "$here/../cli/target/lib/jftrace.jar" \
    dev.jftrace.cli.BigTrace "$1" "$2" "${3:-5000000}" "${4:-zstd}"
