import '../../shared.ts';

export { default as Account } from '../account/account.tsx';
export { default as ForgottenPassword } from './forgotten-password.tsx';
export { default as Register } from './register.tsx';
export { default as ResetPassword } from './reset-password.tsx';
export { default as SignIn } from './sign-in.tsx';
