# A buffer that is written as fast as one CPU can: show ends, with as much as was in it, and the machine records on.
dd if=/dev/zero of=/dev/null bs=1 2>/dev/null & load=$!
echo 400 >$T/buffer_size_kb
echo 1 >$T/events/raw_syscalls/enable
sleep 1
timeout 60 $JFTRACE show >"$STEP/shown"; echo "events $?, on $(cat $T/tracing_on)"
echo 0 >$T/events/raw_syscalls/enable
echo 'ksys_*' >$T/set_ftrace_filter
echo function_graph >$T/current_tracer
sleep 1
timeout 60 $JFTRACE show >"$STEP/graph"; echo "graph $?, on $(cat $T/tracing_on)"
kill $load
echo nop >$T/current_tracer
echo >$T/set_ftrace_filter
echo 1408 >$T/buffer_size_kb
