package dev.jftrace.agent.patch;

import java.nio.charset.StandardCharsets;

/** Which attributes of code are known, by the index of their name: a class has each of these names once, and uses it often. */
final class CodeAttributes {
    static final int OTHER = 1;
    static final int LINES = 2;
    static final int VARIABLES = 3;
    static final int FRAMES = 4;

    private static final byte[] LINE_NUMBERS = name("LineNumberTable");
    private static final byte[] LOCAL_VARIABLES = name("LocalVariableTable");
    private static final byte[] LOCAL_VARIABLE_TYPES = name("LocalVariableTypeTable");
    private static final byte[] STACK_MAPS = name("StackMapTable");

    private final OriginalFile original;

    /** By index; 0 where nobody asked yet. */
    private final byte[] kinds;

    CodeAttributes(OriginalFile original) {
        this.original = original;
        this.kinds = new byte[original.constants()];
    }

    private static byte[] name(String name) {
        return name.getBytes(StandardCharsets.US_ASCII);
    }

    int kind(int nameIndex) throws UnpatchableException {
        int kind = kinds[nameIndex];
        if (kind == 0) {
            kind = find(nameIndex);
            kinds[nameIndex] = (byte) kind;
        }
        return kind;
    }

    private int find(int nameIndex) throws UnpatchableException {
        if (original.isUtf8(nameIndex, LINE_NUMBERS)) {
            return LINES;
        }
        if (original.isUtf8(nameIndex, LOCAL_VARIABLES) || original.isUtf8(nameIndex, LOCAL_VARIABLE_TYPES)) {
            return VARIABLES;
        }
        return original.isUtf8(nameIndex, STACK_MAPS) ? FRAMES : OTHER;
    }
}
