# The program of the note that this project grew from, its first line's missing # mended, run under strace.
cat > note.c <<'C'
#include <stdio.h>
#include <fcntl.h>
#include <unistd.h>
#include <string.h>
#include <stdlib.h>
int openCurrentTracer() {
    int fd = open("/sys/kernel/debug/tracing/current_tracer", O_WRONLY);
    if(fd < 0) exit(1); return fd;
}
int writeTracer(int fd, char* tracer) {
    if(write(fd, tracer, strlen(tracer)) != strlen(tracer)) {
        printf("Failure writing %s\n", tracer); return 0;
    } return 1;
}
int main(int argc, char* argv[]) {
    int fd = openCurrentTracer();
    char* blockTracer = "blk";
    if(!writeTracer(fd, blockTracer)) return 1; close(fd);
    fd = openCurrentTracer();
    char* graphTracer = "function_graph";
    if(!writeTracer(fd, graphTracer))
        return 1;
    close(fd);
    printf("Preparing to fail!\n");
    fd = openCurrentTracer();
    if(!writeTracer(fd, blockTracer)) return 1;
    close(fd);
    return 0;
}
C
gcc -w -o note note.c || exit 99
strace -o $STEP/strace -e trace=openat,write,close ./note
status=$?
cat $T/current_tracer
exit $status
