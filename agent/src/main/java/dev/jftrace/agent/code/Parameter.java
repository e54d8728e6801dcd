package dev.jftrace.agent.code;

import org.objectweb.asm.Type;

/** A parameter of a method, or what it is called on. */
final class Parameter {
    private final int number;
    private final String name;
    private final Type type;
    private final int slot;

    /**
     * @param number from 1; 0 for {@code this}
     * @param slot of the method's local variables
     */
    Parameter(int number, String name, Type type, int slot) {
        this.number = number;
        this.name = name;
        this.type = type;
        this.slot = slot;
    }

    int number() {
        return number;
    }

    /** As in the source where the class file tells, else argN. */
    String name() {
        return name;
    }

    Type type() {
        return type;
    }

    int slot() {
        return slot;
    }
}
