package dev.jftrace.dat.v7;

import dev.jftrace.dat.io.TraceInput;
import java.io.IOException;

/**
 * What stands before each section.
 *
 * <pre>
 *  0        2        4                8                                16
 *  +--------+--------+----------------+--------------------------------+
 *  | id u16 |  flags | description u32| size u64 of what follows       |
 *  +--------+--------+----------------+--------------------------------+
 *  flag 1, and neither a buffer nor its text, which are compressed chunk by chunk:
 *  +----------------+----------------+--------------
 *  | size here u32  | true size u32  | compressed ...
 *  +----------------+----------------+--------------
 * </pre>
 *
 * The description is an offset into all sections with strings taken as one; {@link #NO_DESCRIPTION} for none.
 */
record SectionHeader(int id, int flags, long description, long size) {
    static final int LENGTH = 16;
    static final int SIZE_OFFSET = 8;
    static final int COMPRESSED = 1;
    static final long NO_DESCRIPTION = 0xffff_ffffL;

    boolean isCompressed() {
        return (flags & COMPRESSED) != 0;
    }

    static SectionHeader read(TraceInput in) throws IOException {
        return new SectionHeader(
                in.u16("section id"), in.u16("section flags"), in.u32("section description"), in.u64("section size"));
    }
}
