package dev.jftrace.record.jvm;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * Reads the counter that a traced JVM of this machine stamps its records with: it is the machine's, not the process's, so a recorder
 * can tell what CLOCK_MONOTONIC was also while the JVM does nothing. x86-64 only.
 */
final class TimeStampCounter {
    /** rdtsc; shl rdx, 32; or rax, rdx; ret. */
    private static final byte[] CODE = {
        0x0f, 0x31, 0x48, (byte) 0xc1, (byte) 0xe2, 0x20, 0x48, 0x09, (byte) 0xd0, (byte) 0xc3
    };

    private static final long PAGE = 4096;
    private static final int READ_WRITE = 3;
    private static final int READ_EXEC = 5;
    private static final int MAP_PRIVATE_ANONYMOUS = 0x22;
    private static final int READS_A_PAIR = 16;

    private static final TimeStampCounter COUNTER = make();

    private final MethodHandle read;

    private TimeStampCounter(MethodHandle read) {
        this.read = read;
    }

    /** @return null where this process can't run the code: the JVM's own pairs must do */
    static ClockPair pair() {
        try {
            return COUNTER == null ? null : COUNTER.narrowest();
        } catch (Throwable e) {
            throw new AssertionError("a read of the counter throws nothing", e);
        }
    }

    private ClockPair narrowest() throws Throwable {
        ClockPair best = null;
        for (int i = 0; i < READS_A_PAIR; i++) {
            long before = (long) read.invokeExact();
            long time = System.nanoTime();
            long width = (long) read.invokeExact() - before;
            if (best == null || width < best.width()) {
                best = new ClockPair(before + width / 2, time, width);
            }
        }
        return best;
    }

    private static TimeStampCounter make() {
        try {
            Linker linker = Linker.nativeLinker();
            MemorySegment code = code(linker);
            FunctionDescriptor result = FunctionDescriptor.of(ValueLayout.JAVA_LONG);
            return code == null
                    ? null
                    : new TimeStampCounter(linker.downcallHandle(code, result, Linker.Option.critical(false)));
        } catch (Throwable e) {
            return null;
        }
    }

    /** Memory is never writable and executable at once. */
    private static MemorySegment code(Linker linker) throws Throwable {
        SymbolLookup libc = linker.defaultLookup();
        MethodHandle mmap = linker.downcallHandle(
                libc.findOrThrow("mmap"),
                FunctionDescriptor.of(
                        ValueLayout.ADDRESS,
                        ValueLayout.ADDRESS,
                        ValueLayout.JAVA_LONG,
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_LONG));
        MethodHandle mprotect = linker.downcallHandle(
                libc.findOrThrow("mprotect"),
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT));
        MemorySegment page =
                (MemorySegment) mmap.invokeExact(MemorySegment.NULL, PAGE, READ_WRITE, MAP_PRIVATE_ANONYMOUS, -1, 0L);
        if (page.address() == -1) {
            return null;
        }
        page = page.reinterpret(PAGE);
        MemorySegment.copy(CODE, 0, page, ValueLayout.JAVA_BYTE, 0, CODE.length);
        return (int) mprotect.invokeExact(page, PAGE, READ_EXEC) == 0 ? page : null;
    }
}
