package dev.jftrace.tracefs.linux;

import java.io.IOException;

/**
 * System calls, with their numbers: on x86-64 (arch/x86/entry/syscalls/syscall_64.tbl), and where the generic table is used
 * (include/uapi/asm-generic/unistd.h), as on arm64 and riscv64.
 */
enum SystemCall {
    OPENAT(257, 56, "open"),
    MKNODAT(259, 33, "make"),
    CLOSE(3, 57, "close"),
    READ(0, 63, "read"),
    WRITE(1, 64, "write"),
    PWRITE(18, 68, "write"),
    PIPE2(293, 59, "make"),
    SPLICE(275, 76, "splice"),
    PPOLL(271, 73, "poll"),
    FCNTL(72, 25, "fcntl"),
    IOCTL(16, 29, "ioctl"),
    MMAP(9, 222, "map"),
    MUNMAP(11, 215, "unmap"),
    FALLOCATE(285, 47, "allocate"),
    FTRUNCATE(77, 46, "truncate"),
    LSEEK(8, 62, "seek"),
    SCHED_SETSCHEDULER(144, 119, "set the scheduler to"),
    SETPRIORITY(141, 140, "set the niceness to"),
    PERF_EVENT_OPEN(298, 241, "open");

    private static final String MACHINE = System.getProperty("os.arch");

    private final int x86;
    private final int generic;
    private final String words;

    SystemCall(int x86, int generic, String words) {
        this.x86 = x86;
        this.generic = generic;
        this.words = words;
    }

    /** What is done with the object of the call, as a message says it. */
    String words() {
        return words;
    }

    /** @throws IOException on a machine whose numbers are others still */
    long number() throws IOException {
        return number(MACHINE);
    }

    /** @param machine as {@code os.arch} names it */
    long number(String machine) throws IOException {
        return switch (machine) {
            case "amd64" -> x86;
            case "aarch64", "riscv64" -> generic;
            default ->
                throw new IOException("a kernel's buffers can be read on x86-64, arm64 and riscv64, not on " + machine);
        };
    }

    /** O_NOFOLLOW of {@link #OPENAT}: arm64 has a value of its own (arch/arm64/include/uapi/asm/fcntl.h). */
    static int noFollow() {
        return noFollow(MACHINE);
    }

    static int noFollow(String machine) {
        return machine.equals("aarch64") ? 0100000 : 0400000;
    }
}
