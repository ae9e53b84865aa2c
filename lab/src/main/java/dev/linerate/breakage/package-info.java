/**
 * Makes faults for real in the hosts of a lab, and takes them back. Never on the machine itself.
 *
 * <p>What is made is inside namespaces of the lab, or bears its mark: the lab's clean-up removes it
 * whether it was mended or not.
 */
@NullMarked
package dev.linerate.breakage;

import org.jspecify.annotations.NullMarked;
