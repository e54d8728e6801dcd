package dev.jftrace.dat.io;

import dev.jftrace.dat.format.CpuPlacement;
import dev.jftrace.dat.format.CpuSource;
import dev.jftrace.dat.format.TraceMetadata;
import dev.jftrace.dat.format.TraceOption;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Writes what a trace has, as one version of the file orders it. */
public interface ContentsWriter extends Closeable {
    void metadata(TraceMetadata metadata) throws IOException;

    /** One that is {@link TraceOption.Placed} is left out: this file's own places are known better here. */
    void option(TraceOption option);

    /** @return where the CPUs are, as far as that is known yet */
    List<CpuPlacement> buffer(String name, String clock, int subBufferSize, List<CpuSource> cpus) throws IOException;

    /** A buffer that the kernel printed. */
    void text(String name, String clock, InputStream text) throws IOException;

    /** Writes what makes the file whole. */
    void finish() throws IOException;

    /** Releases what was held for writing; the file itself is the caller's. */
    @Override
    void close();
}
