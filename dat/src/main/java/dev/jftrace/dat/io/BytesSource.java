package dev.jftrace.dat.io;

import java.io.IOException;

/** Bytes of a file that are read when somebody wants them. */
public interface BytesSource {
    byte[] bytes() throws IOException;
}
