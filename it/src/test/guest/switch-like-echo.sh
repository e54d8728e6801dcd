strace -f -o $STEP/strace -e trace=openat,write,pwrite64,fsync $JFTRACE switch --like-echo blk nosuch nop
