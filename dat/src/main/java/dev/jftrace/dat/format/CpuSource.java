package dev.jftrace.dat.format;

import java.io.IOException;
import java.io.InputStream;

/** The sub-buffers of one CPU, one behind the other, plain: in a spool file, or in another trace. */
public interface CpuSource {
    /** The CPU's number; numbers may be sparse. */
    int cpu();

    /** From the first one on; the caller closes it. */
    InputStream open() throws IOException;
}
