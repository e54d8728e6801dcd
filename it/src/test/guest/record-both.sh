classes=${JFTRACE%/jftrace}/it/target/test-classes
$JFTRACE record -q -F -c -b 8192 -e sched -e 'syscalls:*' -p function_graph -g do_sys_openat2 -g vfs_read -o "$STEP/both.dat" \
    --jvm -p function_graph -l 'dev.jftrace.it.guest.*' \
    java -XX:TieredStopAtLevel=1 -cp "$classes" dev.jftrace.it.guest.Reader /etc/hostname
