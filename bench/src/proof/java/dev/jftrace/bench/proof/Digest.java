package dev.jftrace.bench.proof;

import java.util.zip.CRC32;

/** What a program computed, as one number: the same with hooks and without. */
final class Digest {
    private final CRC32 sum = new CRC32();
    private long count;

    void add(Object value) {
        sum.update(String.valueOf(value).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        count++;
    }

    /** On standard error, what it cost: that differs from run to run. */
    void print(String name) {
        System.err.println("cpu "
                + ProcessHandle.current()
                                .info()
                                .totalCpuDuration()
                                .orElseThrow()
                                .toMillis()
                        / 1000.0);
        System.out.printf("%s: %d results, digest %08x%n", name, count, sum.getValue());
    }
}
