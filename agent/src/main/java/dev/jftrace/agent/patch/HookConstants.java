package dev.jftrace.agent.patch;

import java.nio.charset.StandardCharsets;

/**
 * The constants that hooks need, as they stand behind a class's own:
 *
 * <pre>
 *   +0 Utf8 hooks    +1 Class         +2 Utf8 (I)V
 *   +3 Utf8 in       +4 NameAndType   +5 Methodref
 *   +6 Utf8 out      +7 NameAndType   +8 Methodref
 *   +9 Utf8 outThrow +10 NameAndType  +11 Methodref
 *   +12 Utf8 java/lang/Throwable      +13 Class
 *   +14 Utf8 StackMapTable            +15 Integer, for each id that no sipush can push
 * </pre>
 *
 * A class may have some of them already; to have them twice is no fault, and to look for them costs more.
 */
public final class HookConstants {
    static final int IN = 5;
    static final int OUT = 8;
    static final int OUT_THROW = 11;
    static final int THROWABLE = 13;
    static final int FRAMES = 14;
    static final int COUNT = 15;

    private static final int UTF8 = 1;
    private static final int INTEGER = 3;
    private static final int CLASS = 7;
    private static final int METHODREF = 10;
    private static final int NAME_AND_TYPE = 12;

    private static final int MOST_BYTES = 256;

    private final byte[] constants;

    /** Offsets in it of what counts from the first of these constants. */
    private final int[] references = new int[17];

    private int found;

    /** @param hooks internal name of the class with in, out and outThrow */
    public HookConstants(String hooks) {
        PatchedFile file = new PatchedFile(MOST_BYTES + hooks.length());
        utf8(file, hooks);
        reference(file, CLASS, 0);
        utf8(file, "(I)V");
        hook(file, "in", 3);
        hook(file, "out", 6);
        hook(file, "outThrow", 9);
        utf8(file, "java/lang/Throwable");
        reference(file, CLASS, 12);
        utf8(file, "StackMapTable");
        constants = file.toByteArray();
    }

    private void hook(PatchedFile file, String name, int at) {
        utf8(file, name);
        reference(file, NAME_AND_TYPE, at, 2);
        reference(file, METHODREF, 1, at + 1);
    }

    private static void utf8(PatchedFile file, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        file.u1(UTF8);
        file.u2(bytes.length);
        file.copy(bytes, 0, bytes.length);
    }

    private void reference(PatchedFile file, int tag, int... to) {
        file.u1(tag);
        for (int index : to) {
            references[found++] = file.size();
            file.u2(index);
        }
    }

    int length() {
        return constants.length;
    }

    /** @param first index of the first of them */
    void write(PatchedFile file, int first) {
        int start = file.size();
        file.copy(constants, 0, constants.length);
        for (int i = 0; i < found; i++) {
            int at = references[i];
            file.u2(start + at, first + ((constants[at] & 0xff) << 8 | constants[at + 1] & 0xff));
        }
    }

    static void writeInteger(PatchedFile file, int value) {
        file.u1(INTEGER);
        file.u4(value);
    }
}
