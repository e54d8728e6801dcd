classes=${JFTRACE%/jftrace}/it/target/test-classes
grep -o 'retval' $T/events/ftrace/funcgraph_exit/format >/dev/null && echo "the kernel has retval"
retval=
[ ! -e $T/options/funcgraph-retval ] || retval='-O funcgraph-retval'
$JFTRACE record -q -F -c -b 8192 -p function_graph -g vfs_read $retval -o "$STEP/both.dat" \
    --jvm -p function_graph -O funcgraph-retval -l 'dev.jftrace.it.guest.*' \
    java -XX:TieredStopAtLevel=1 -cp "$classes" dev.jftrace.it.guest.Reader /etc/hostname
echo "recorded $? with '$retval'"
