# The same writes by a shell's echo.
cat > echoes <<'S'
echo blk > /sys/kernel/debug/tracing/current_tracer
echo function_graph > /sys/kernel/debug/tracing/current_tracer
echo blk > /sys/kernel/debug/tracing/current_tracer
S
strace -o $STEP/strace -e trace=openat,write,dup2,close bash echoes
status=$?
cat $T/current_tracer
exit $status
