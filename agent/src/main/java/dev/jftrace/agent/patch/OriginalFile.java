package dev.jftrace.agent.patch;

import org.objectweb.asm.ClassReader;

/** The class file that is copied, with its constants. */
final class OriginalFile {
    private static final int UTF8 = 1;

    final byte[] bytes;
    private final ClassReader reader;

    OriginalFile(ClassReader reader, byte[] bytes) {
        this.reader = reader;
        this.bytes = bytes;
    }

    int u1(int at) {
        return bytes[at] & 0xff;
    }

    int u2(int at) {
        return (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
    }

    int u4(int at) {
        return u2(at) << 16 | u2(at + 2);
    }

    int majorVersion() {
        return u2(6);
    }

    /** One more than the index of the last constant. */
    int constants() {
        return reader.getItemCount();
    }

    /** Where access flags, this and super begin, behind the constants. */
    int header() {
        return reader.header;
    }

    /** Offset behind the tag of a constant. */
    int constant(int index) throws UnpatchableException {
        int at = index < constants() ? reader.getItem(index) : 0;
        if (at == 0) {
            throw new UnpatchableException("a constant that is not there");
        }
        return at;
    }

    boolean isUtf8(int index, byte[] text) throws UnpatchableException {
        int at = constant(index);
        if (bytes[at - 1] != UTF8 || u2(at) != text.length) {
            return false;
        }
        for (int i = 0; i < text.length; i++) {
            if (bytes[at + 2 + i] != text[i]) {
                return false;
            }
        }
        return true;
    }

    /** Whether two constants of kind Class name the same. */
    boolean isSameClass(int one, int other) throws UnpatchableException {
        return one == other || other != 0 && isSameUtf8(u2(constant(one)), u2(constant(other)));
    }

    private boolean isSameUtf8(int one, int other) throws UnpatchableException {
        int a = constant(one);
        int b = constant(other);
        int length = u2(a);
        if (u2(b) != length) {
            return false;
        }
        for (int i = 2; i < length + 2; i++) {
            if (bytes[a + i] != bytes[b + i]) {
                return false;
            }
        }
        return true;
    }
}
