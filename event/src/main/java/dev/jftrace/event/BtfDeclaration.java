package dev.jftrace.event;

import static dev.jftrace.event.BtfKind.ARRAY;
import static dev.jftrace.event.BtfKind.CONST;
import static dev.jftrace.event.BtfKind.ENUM;
import static dev.jftrace.event.BtfKind.ENUM64;
import static dev.jftrace.event.BtfKind.FLOAT;
import static dev.jftrace.event.BtfKind.FORWARD;
import static dev.jftrace.event.BtfKind.FUNC_PROTO;
import static dev.jftrace.event.BtfKind.INT;
import static dev.jftrace.event.BtfKind.POINTER;
import static dev.jftrace.event.BtfKind.RESTRICT;
import static dev.jftrace.event.BtfKind.STRUCT;
import static dev.jftrace.event.BtfKind.TYPEDEF;
import static dev.jftrace.event.BtfKind.TYPE_TAG;
import static dev.jftrace.event.BtfKind.UNION;
import static dev.jftrace.event.BtfKind.VOLATILE;

/** Writes a type of the kernel's type information as C declares it: from the name outwards. */
final class BtfDeclaration {

    /** Of a FORWARD: whether it is a union. */
    private static final int FLAG = 1 << 31;

    /** Types may name each other in a circle, if somebody made them. */
    private static final int MOST_DEPTH = 16;

    private static final int MOST_PARAMETERS = 64;

    private final Btf btf;

    BtfDeclaration(Btf btf) {
        this.btf = btf;
    }

    /** @param prototype as {@link Btf#prototypeOf} tells it */
    String ofFunction(int prototype, String name) {
        return function(prototype, name, 0);
    }

    private String function(int prototype, String name, int depth) {
        StringBuilder parameters = new StringBuilder();
        int count = Math.min(btf.info(prototype) & 0xffff, MOST_PARAMETERS);
        for (int i = 0; i < count; i++) {
            int parameter = btf.parameter(prototype, i);
            int type = btf.u32(parameter + 4);
            boolean more = type == 0 && i == count - 1;
            parameters.append(i == 0 ? "" : ", ");
            parameters.append(more ? "..." : declaration(type, btf.name(btf.u32(parameter)), depth + 1));
        }
        String called = name + "(" + (count == 0 ? "void" : parameters) + ")";
        return declaration(btf.u32(prototype + 8), called, depth + 1);
    }

    private String declaration(int typeId, String name, int depth) {
        int type = btf.offsetOf(typeId);
        if (depth > MOST_DEPTH) {
            return "...";
        }
        int to = type < 0 ? 0 : btf.u32(type + 8);
        return switch (btf.kind(type)) {
            case INT, TYPEDEF, FLOAT -> joined(nameOf(type), name);
            case STRUCT -> joined("struct " + nameOf(type), name);
            case UNION -> joined("union " + nameOf(type), name);
            case ENUM, ENUM64 -> joined("enum " + nameOf(type), name);
            case FORWARD -> joined(((btf.info(type) & FLAG) != 0 ? "union " : "struct ") + nameOf(type), name);
            case POINTER -> pointer(to, name, depth);
            case ARRAY -> declaration(btf.u32(type + 12), name + "[" + btf.u32(type + 20) + "]", depth + 1);
            case CONST -> qualified("const", to, name, depth);
            case VOLATILE -> qualified("volatile", to, name, depth);
            case RESTRICT -> qualified("restrict", to, name, depth);
            case TYPE_TAG -> declaration(to, name, depth + 1);
            case FUNC_PROTO -> function(type, name, depth + 1);
            default -> joined("void", name);
        };
    }

    /** What is called or indexed binds closer than the star. */
    private String pointer(int to, String name, int depth) {
        int kind = btf.kind(btf.offsetOf(to));
        boolean closer = kind == FUNC_PROTO || kind == ARRAY;
        return declaration(to, closer ? "(*" + name + ")" : "*" + name, depth + 1);
    }

    private String qualified(String word, int to, String name, int depth) {
        boolean ofPointer = btf.kind(btf.offsetOf(to)) == POINTER;
        return ofPointer
                ? declaration(to, joined(word, name), depth + 1)
                : word + " " + declaration(to, name, depth + 1);
    }

    private String nameOf(int type) {
        String name = btf.name(btf.u32(type));
        return name.isEmpty() ? "{...}" : name;
    }

    private static String joined(String type, String name) {
        return name.isEmpty() ? type : type + " " + name;
    }
}
