strace -f -o $STEP/strace -e trace=openat,write,pwrite64,fsync $JFTRACE switch blk function_graph blk --hold 1s
cat $T/current_tracer
