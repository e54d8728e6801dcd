package dev.jftrace.ring;

/**
 * Which types of events are wanted, so that a reader passes over the others. A type is the u16 that stands at the same
 * place of each payload; a payload too short for it has type 0.
 */
public final class WantedTypes {
    private final int offset;
    private final boolean[] wanted;

    /**
     * @param offset bytes from the start of a payload to its type
     * @param wanted by type; a type beyond its end is not wanted
     */
    public WantedTypes(int offset, boolean[] wanted) {
        this.offset = offset;
        this.wanted = wanted.clone();
    }

    /** Whether the event with that payload is wanted. */
    boolean has(SubBufferWords words, byte[] bytes, int payload, int length) {
        int type = offset <= length - Short.BYTES ? words.getShort(bytes, payload + offset) : 0;
        return type < wanted.length && wanted[type];
    }
}
