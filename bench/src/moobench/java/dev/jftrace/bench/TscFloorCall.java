package dev.jftrace.bench;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import jdk.internal.misc.Unsafe;
import sun.nio.ch.DirectBuffer;

/** {@link FloorCall} with two reads of the time-stamp counter in place of the clock. Needs JDK 22 and x86-64. */
final class TscFloorCall {
    private static final Unsafe UNSAFE = Unsafe.getUnsafe();
    private static final int SIZE = 64 << 20;
    private static final int MASK = SIZE - 1;
    private static final byte[] CODE = {
        0x0f, 0x31, 0x48, (byte) 0xc1, (byte) 0xe2, 0x20, 0x48, 0x09, (byte) 0xd0, (byte) 0xc3
    };
    private static final MethodHandle RDTSC = rdtsc();

    private final MappedByteBuffer mapping;
    private final long base;
    private int position;

    TscFloorCall(Path file) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            mapping = channel.map(MapMode.READ_WRITE, 0, SIZE);
            base = ((DirectBuffer) mapping).address();
        }
        UNSAFE.setMemory(base, SIZE, (byte) 0);
    }

    private static MethodHandle rdtsc() {
        try {
            Linker linker = Linker.nativeLinker();
            FunctionDescriptor mmap = FunctionDescriptor.of(
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_INT,
                    ValueLayout.JAVA_INT,
                    ValueLayout.JAVA_INT,
                    ValueLayout.JAVA_LONG);
            long page = (long)
                    linker.downcallHandle(linker.defaultLookup().find("mmap").orElseThrow(), mmap)
                            .invokeExact(0L, 4096L, 7, 0x22, -1, 0L);
            for (int i = 0; i < CODE.length; i++) {
                UNSAFE.putByte(page + i, CODE[i]);
            }
            return linker.downcallHandle(
                    MemorySegment.ofAddress(page),
                    FunctionDescriptor.of(ValueLayout.JAVA_LONG),
                    Linker.Option.critical(false));
        } catch (Throwable e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static long tsc() {
        try {
            return (long) RDTSC.invokeExact();
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    long monitored(long methodTime, int depth) {
        record(1, tsc());
        long result;
        if (depth > 1) {
            result = monitored(methodTime, depth - 1);
        } else {
            long end = System.nanoTime() + methodTime;
            do {
                result = System.nanoTime();
            } while (result < end);
        }
        record(2, tsc());
        return result;
    }

    private void record(long info, long stamp) {
        long at = base + position;
        UNSAFE.putLong(at + 8, info);
        UNSAFE.putLongRelease(null, at, stamp);
        position = position + 16 & MASK;
    }
}
