import type {
  SuperuserGranted,
  SuperuserRevoked,
  UserErased,
  UserRegistered,
} from '../../domain/user/events.ts';
import { defineProjection } from '../projection.ts';

type UserRow = {
  readonly email: string | null;
  readonly full_name: string | null;
  readonly is_superuser: boolean;
  readonly created_at: string;
  readonly erased_at: string | null;
};

/** Who has, or had, an account. Addresses are unique by their claim streams, not by this table. */
export const users = defineProjection<UserRegistered | SuperuserGranted | SuperuserRevoked | UserErased>({
  name: 'users',
  version: 3,
  partition: 'user',
  tables: ['users'],
  ddl: `
    create table users (
      user_id       text           primary key,
      email         text,
      full_name     text,
      is_superuser  boolean        not null,
      created_at    timestamptz(3) not null,
      -- then nobody knows any more who it was
      erased_at     timestamptz(3),
      last_position bigint         not null
    );
    create index users_email on users (email);
    create index users_newest on users (created_at desc, user_id);
  `,
  eventTypes: ['UserRegistered', 'SuperuserGranted', 'SuperuserRevoked', 'UserErased'],
  apply: (page, tables) =>
    tables.fold<(typeof page)[number], UserRow>(page, {
      table: 'users',
      keyOf: ({ data }) => ({ user_id: data.userId }),
      load: ['email', 'full_name', 'is_superuser', 'created_at', 'erased_at'],
      fold: (user, event) => {
        switch (event.type) {
          case 'UserRegistered':
            return {
              email: event.data.email,
              full_name: event.data.fullName,
              is_superuser: false,
              created_at: event.metadata.occurredAt,
              erased_at: null,
            };
          case 'SuperuserGranted':
            return user === null ? null : { ...user, is_superuser: true };
          case 'SuperuserRevoked':
            return user === null ? null : { ...user, is_superuser: false };
          case 'UserErased':
            return user === null
              ? null
              : { ...user, email: null, full_name: null, erased_at: event.metadata.occurredAt };
          default:
            return event satisfies never;
        }
      },
    }),
});
