package dev.jftrace.event.printfmt;

/** The types of C that the kernel's print fmts name. */
final class Types {
    private Types() {}

    static boolean isType(String type, int longSize) {
        return type.endsWith("*") || size(type, longSize) > 0;
    }

    /** @return bytes; 0 for a type that we don't know */
    static int size(String type, int longSize) {
        String name = type.startsWith("__") ? type.substring(2) : type;
        switch (name) {
            case "u8", "s8", "char", "unsigned char", "signed char", "bool":
                return 1;
            case "u16", "s16", "short", "unsigned short":
                return 2;
            case "u32", "s32", "int", "unsigned int", "unsigned":
                return 4;
            case "u64", "s64", "long long", "unsigned long long":
                return 8;
            case "long", "unsigned long", "size_t":
                return longSize;
            default:
                return 0;
        }
    }
}
