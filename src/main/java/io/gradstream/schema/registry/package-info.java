/**
 * What a schema registry is: its operations, values and failures, and the settings to reach one.
 */
package io.gradstream.schema.registry;
