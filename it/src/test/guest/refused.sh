# What the kernel does not like, and what is said of it.
$JFTRACE start -e sched_switch -f 'nosuch==1'
echo "status $?"
cat $T/trace_pipe >/dev/null &
reader=$!
sleep 0.2
$JFTRACE start -p function -l vfs_read
echo "status $?"
kill $reader
wait $reader
cat $T/current_tracer
